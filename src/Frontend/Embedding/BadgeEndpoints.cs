using Petitions.Frontend.Counting;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Embedding;

/// <summary>
/// <c>GET /api/v1/petitions/{slug}/badge.svg</c> and <c>…/badge.json</c>, in the language of <c>?lang=</c>, default English.
/// Accept-Language is ignored: an image proxy fetches the badge, not its reader.
/// </summary>
internal sealed class BadgeEndpoints(IPetitionCatalogue catalogue, CountCache counts)
{
    private const string Svg = "image/svg+xml; charset=utf-8";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<BadgeEndpoints>();
        routes.MapMethods("/api/v1/petitions/{slug}/badge.svg", ConditionalGet.Methods, (RequestDelegate)endpoints.PictureAsync);
        routes.MapMethods("/api/v1/petitions/{slug}/badge.json", ConditionalGet.Methods, (RequestDelegate)endpoints.DescriptionAsync);
    }

    /// <summary>The badge; 304 when the client has the current one; 503 when the count cannot be read within 2 s.</summary>
    public Task PictureAsync(HttpContext http)
    {
        // An SVG can be opened as a page: it must neither load nor run anything, nor be framed.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        return AnswerAsync(http, Svg, static (badges, texts) => badges.Picture(texts));
    }

    /// <summary>The JSON for shields.io's endpoint badge; statuses as for the SVG.</summary>
    public Task DescriptionAsync(HttpContext http) => AnswerAsync(http, Answers.Json, static (badges, texts) => badges.Description(texts));

    private async Task AnswerAsync(HttpContext http, string type, Func<CountBadges, Texts, byte[]> body)
    {
        var headers = http.Response.Headers;
        Cors.Allow(headers);
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.XContentTypeOptions = "nosniff";
        if (http.Request.RouteValues["slug"] is not string slug || !catalogue.TryFind(slug, out var petition))
        {
            await Answers.Refuse(http, Problem.UnknownPetition);
            return;
        }
        if (await counts.ReadAsync(petition) is not { } answer)
        {
            await Answers.Refuse(http, Problem.Unavailable, CountAnswer.Missing);
            return;
        }
        var texts = Texts.Find(http.Request.Query["lang"]) ?? Texts.English;
        await ConditionalGet.Answer(http, body(CountBadges.Of(answer), texts), type, answer.Public.ETag, CountAnswer.Caching);
    }
}
