using System.Diagnostics.CodeAnalysis;
using Petitions.Frontend.Http;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Petitions;

/// <summary>Answers a call about a petition of the catalogue.</summary>
internal delegate Task PetitionDelegate(HttpContext http, Petition petition);

/// <summary>
/// Maps addresses that name a petition, as <c>{slug}</c>. It is looked up here, once per call, and handed to the endpoint; an unknown name
/// is answered 404 in the endpoint's <see cref="ProblemStyle"/>, or where people read the answer, with a redirect to the page that is meant
/// (<see cref="PastedSlug"/>). A plain delegate: a filter of ASP.NET would allocate for every signature.
/// </summary>
internal static class PetitionRoutes
{
    // A slug has no capitals: what is redirected never becomes the address of a petition itself. An hour, as the petition may go.
    private const string CachingRedirects = "public, max-age=3600";

    /// <summary>Maps an address.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="methods">The HTTP methods.</param>
    /// <param name="pattern">The address, with <c>{slug}</c>.</param>
    /// <param name="answer">Answers for a petition that exists.</param>
    /// <param name="before">Runs before the look-up, for headers that the 404 has, too.</param>
    /// <param name="evenUnlisted">
    /// Answers also for a petition that an admin took off the public pages; all others then say 404. For retries of signatures, which get
    /// their original answer.
    /// </param>
    public static IEndpointConventionBuilder MapPetition(
        this IEndpointRouteBuilder routes, string[] methods, string pattern, PetitionDelegate answer, Action<HttpContext>? before = null,
        bool evenUnlisted = false)
    {
        if (!evenUnlisted) answer = UnlessUnlisted(answer);
        var catalogue = routes.ServiceProvider.GetRequiredService<IPetitionCatalogue>();
        return routes.MapMethods(pattern, methods, (RequestDelegate)(http =>
        {
            before?.Invoke(http);
            return AnswerAsync(catalogue, http, answer);
        }));
    }

    private static PetitionDelegate UnlessUnlisted(PetitionDelegate answer) => (http, petition) => petition.UnlistedAt is null
        ? answer(http, petition) : ProblemStyle.Of(http).RefuseAsync(http, Problem.Unlisted);

    /// <summary>Looks the petition up, for admins also a draft, and answers, or refuses the call.</summary>
    public static Task AnswerAsync(this IPetitionCatalogue catalogue, HttpContext http, PetitionDelegate answer, bool evenDraft = false) =>
        catalogue.TryFind(http, out var petition) || evenDraft && catalogue.TryFindDraft(http, out petition) ? answer(http, petition)
            : TryRedirect(catalogue, http) ? Task.CompletedTask
            : ProblemStyle.Of(http).RefuseAsync(http, Problem.UnknownPetition);

    /// <summary>The petition that the address of the call names; false when it is unknown.</summary>
    public static bool TryFind(this IPetitionCatalogue catalogue, HttpContext http, [NotNullWhen(true)] out Petition? petition)
    {
        petition = null;
        return http.Request.RouteValues["slug"] is string slug && catalogue.TryFind(slug, out petition);
    }

    /// <summary>The draft that the address of the call names; false when there is none.</summary>
    public static bool TryFindDraft(this IPetitionCatalogue catalogue, HttpContext http, [NotNullWhen(true)] out Petition? draft)
    {
        draft = null;
        return http.Request.RouteValues["slug"] is string slug && catalogue.TryFindDraft(slug, out draft);
    }

    /// <summary>The petition of that slug, also with what <see cref="PastedSlug"/> corrects; false when it is unknown.</summary>
    public static bool TryFindPasted(this IPetitionCatalogue catalogue, string slug, [NotNullWhen(true)] out Petition? petition) =>
        catalogue.TryFind(slug, out petition)
        || (PastedSlug.TryCorrect(slug, out var corrected) && catalogue.TryFind(corrected, out petition));

    /// <summary>
    /// Redirects the reader of a page to the same page of the petition that is meant. 301 and not 308: only reads are redirected, so that
    /// no method can be lost, and every client knows it. The new address is a path of ours with a slug of the catalogue; of the request
    /// there is only its query. Host and other headers are not in it, so a cache can hold it for everybody.
    /// </summary>
    private static bool TryRedirect(IPetitionCatalogue catalogue, HttpContext http)
    {
        var request = http.Request;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) return false;
        if (ProblemStyle.Of(http) is JsonProblems) return false;
        if (http.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } pattern }) return false;
        if (request.RouteValues["slug"] is not string text || !PastedSlug.TryCorrect(text, out var slug)) return false;
        if (!catalogue.TryFind(slug, out var petition)) return false;

        http.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        http.Response.Headers.Location = pattern.Replace("{slug}", petition.Slug, StringComparison.Ordinal) + request.QueryString;
        http.Response.Headers.CacheControl = CachingRedirects;
        return true;
    }
}
