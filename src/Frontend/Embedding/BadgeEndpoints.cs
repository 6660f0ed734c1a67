using Petitions.Frontend.Counting;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Embedding;

/// <summary>
/// <c>GET /api/v1/petitions/{slug}/badge.svg</c> and <c>…/badge.json</c>, in the language of <c>?lang=</c>, else the petition's
/// first. Accept-Language is ignored: an image proxy fetches the badge, not its reader.
/// </summary>
internal sealed class BadgeEndpoints(CountCache counts)
{
    private const string Svg = "image/svg+xml; charset=utf-8";

    private const string PictureAddress = "/api/v1/petitions/{slug}/badge.svg", DescriptionAddress = "/api/v1/petitions/{slug}/badge.json";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<BadgeEndpoints>();
        routes.MapPetition(ConditionalGet.Methods, PictureAddress, endpoints.PictureAsync, SetPictureHead);
        routes.MapPetition(ConditionalGet.Methods, DescriptionAddress, endpoints.DescriptionAsync, SetHead);
        Cors.MapPreflight(routes, PictureAddress);
        Cors.MapPreflight(routes, DescriptionAddress);
    }

    /// <summary>The badge, 304 when the client holds it, 503 when there is no count to be had within 2 s.</summary>
    public Task PictureAsync(HttpContext http, Petition petition) =>
        AnswerAsync(http, petition, Svg, static (badges, texts) => badges.Picture(texts));

    /// <summary>What shields.io draws a badge from; otherwise as the badge.</summary>
    public Task DescriptionAsync(HttpContext http, Petition petition) =>
        AnswerAsync(http, petition, Answers.Json, static (badges, texts) => badges.Description(texts));

    private async Task AnswerAsync(HttpContext http, Petition petition, string type, Func<CountBadges, Texts, byte[]> body)
    {
        if (await counts.ReadAsync(petition) is not { } answer)
        {
            await Answers.Refuse(http, Problem.Unavailable, CountAnswer.Missing);
            return;
        }
        var texts = Texts.Find(http.Request.Query["lang"]) ?? PageLanguage.ForOtherSites(petition, null);
        await ConditionalGet.Answer(http, body(CountBadges.Of(answer), texts), type, answer.Public.ETag, CountAnswer.Caching);
    }

    // Somebody may open the picture as a page: nothing in it may load or run anything, nor may it be framed.
    private static void SetPictureHead(HttpContext http)
    {
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        SetHead(http);
    }

    private static void SetHead(HttpContext http)
    {
        var headers = http.Response.Headers;
        Cors.Allow(headers);
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }
}
