using Petitions.Frontend.Assets;
using Petitions.Frontend.Http;

namespace Petitions.Frontend.Embedding;

/// <summary>What other sites embed: counter, frame, badges, oEmbed, and the page with snippets.</summary>
internal static class EmbeddingSetup
{
    public static void AddEmbedding(this IServiceCollection services)
    {
        services.AddSingleton<EmbedEndpoints>();
        services.AddSingleton<BadgeEndpoints>();
        services.AddSingleton<OEmbedEndpoint>();
    }

    public static void MapEmbedding(this IEndpointRouteBuilder routes)
    {
        EmbedEndpoints.Map(routes);
        var calls = JsonProblems.Group(routes);
        BadgeEndpoints.Map(calls);
        OEmbedEndpoint.Map(calls);
        routes.MapFrameAsset(EmbeddingAssets.FrameStyle);
        routes.MapFrameAsset(EmbeddingAssets.FrameScript);
        routes.MapAsset(EmbeddingAssets.CopySnippet);
        routes.MapSharedAsset(EmbeddingAssets.Counter);
    }
}
