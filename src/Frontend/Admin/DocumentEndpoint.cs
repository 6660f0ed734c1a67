using Petitions.Frontend.Http;
using Petitions.Grains.Administration;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Admin;

/// <summary>
/// <c>GET /api/v1/admin/petitions/{slug}/document?lang=de</c>: the newest version of the document in one language, as it is printed on
/// sheets.
/// </summary>
internal sealed class DocumentEndpoint(PublicBaseUrl site)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.ServiceProvider.GetRequiredService<AdminAuthorization>()
        .MapPetition(
            routes, HttpMethods.Get, "/document", AdminRoles.Read,
            routes.ServiceProvider.GetRequiredService<DocumentEndpoint>().AnswerAsync);

    private Task AnswerAsync(HttpContext http, Petition petition)
    {
        var lang = http.Request.Query["lang"].ToString();
        var text = lang.Length == 0 ? petition.Texts[0]
            : petition.Texts.FirstOrDefault(one => string.Equals(one.Lang, lang, StringComparison.OrdinalIgnoreCase));
        if (text is null)
        {
            return Answers.RefuseProblems(http,
                [$"{petition.Slug} has no text in that language: ask for {string.Join(" or ", petition.Texts.Select(one => one.Lang))}."]);
        }
        var page = site.Configured is { } address ? $"{address}/p/{petition.Slug}" : null;
        return AdminBodies.AnswerAsync(
            http, new DocumentBody(petition.CurrentVersion, page, petition.Facts, text), AdminJson.Default.DocumentBody);
    }
}

/// <summary>A document in one language. Page is its public address; null where <c>Petition__PublicUrl</c> is not set.</summary>
internal sealed record DocumentBody(int Version, string? Page, PetitionFacts Facts, PetitionText Text);
