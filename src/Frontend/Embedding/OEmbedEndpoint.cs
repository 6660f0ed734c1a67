using System.Globalization;
using Microsoft.Extensions.Primitives;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Embedding;

/// <summary>
/// <c>GET /oembed?url=…</c>: the oEmbed provider for petition pages, JSON only. Accepts addresses of <c>Petition:PublicUrl</c> or, without
/// it, of the host in the request.
/// </summary>
internal sealed class OEmbedEndpoint(IPetitionCatalogue catalogue, PublicBaseUrl address)
{
    private const string Address = "/oembed";

    private static readonly string Caching = $"public, max-age={OEmbed.CacheSeconds}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoint = routes.ServiceProvider.GetRequiredService<OEmbedEndpoint>();
        routes.MapMethods(Address, ConditionalGet.Methods, (RequestDelegate)endpoint.DescribeAsync);
        Cors.MapPreflight(routes, Address);
    }

    /// <summary>
    /// The description; 400 without an address, 404 when it is no petition of this site, 501 for another format than JSON.
    /// </summary>
    public async Task DescribeAsync(HttpContext http)
    {
        Cors.Allow(http.Response.Headers);
        var query = http.Request.Query;
        if (query["format"] is { Count: > 0 } format && format != "json")
        {
            await Answers.Refuse(http, Problem.OtherFormat);
            return;
        }
        if (query["url"] is not [{ Length: > 0 } url])
        {
            await Answers.Refuse(http, Problem.MalformedQuery, "Name the page of a petition: /oembed?url=https%3A%2F%2F…");
            return;
        }
        if (!TryReadSize(query["maxwidth"], out var maxWidth) || !TryReadSize(query["maxheight"], out var maxHeight))
        {
            await Answers.Refuse(http, Problem.MalformedQuery, "Write maxwidth and maxheight as whole numbers of pixels from 1 on.");
            return;
        }
        var site = address.Of(http.Request);
        if (!OEmbed.TryReadAddress(url, site, out var slug, out var lang, out var theme)
            || !catalogue.TryFindPasted(slug, out var petition)
            || petition.UnlistedAt is not null)
        {
            await Answers.Refuse(http, Problem.UnknownPetition);
            return;
        }
        var body = OEmbed.Describe(
            site, petition, PageLanguage.ForOtherSites(petition, lang), FrameTheme.ForOtherSites(theme), maxWidth, maxHeight);
        await ConditionalGet.Answer(http, body, Answers.Json, EntityTag.Weak(body), Caching);
    }

    private static bool TryReadSize(StringValues text, out int? size)
    {
        size = null;
        if (text.Count == 0) return true;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) || pixels == 0) return false;
        size = pixels;
        return true;
    }
}
