using System.Text.Encodings.Web;
using System.Text.Unicode;
using Petitions.Frontend.Assets;
using Petitions.Frontend.Http;

namespace Petitions.Frontend.Pages.Layout;

/// <summary>What all pages share: layout, rendering, the view of a petition, the cache.</summary>
internal static class PageLayoutSetup
{
    public static void AddPageLayout(this IServiceCollection services)
    {
        // Letters outside ASCII stay letters; what has a meaning in HTML is still escaped.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<PageRenderer>();
        services.AddSingleton<IProblemPages>(provider => provider.GetRequiredService<PageRenderer>());
        services.AddSingleton<PageCache>();
        services.AddSingleton<PetitionViews>();
    }

    public static void MapPageLayout(this IEndpointRouteBuilder routes) => routes.MapAsset(LayoutAssets.Style);
}
