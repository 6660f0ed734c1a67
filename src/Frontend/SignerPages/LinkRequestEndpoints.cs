using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Form;
using Petitions.Frontend.Signing;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// <c>/my</c>, with <c>?petition=</c>: requests the link to the signer's page by e-mail. The answer is the same redirect for every address,
/// computed from the request alone.
/// </summary>
internal sealed class LinkRequestEndpoints(
    IPetitionCatalogue catalogue, SignerIdentity identity, LinkRequests requests, LinkRequestLimit limit, RemoteAddress addresses,
    SignerPageRenderer pages)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<LinkRequestEndpoints>();
        routes.MapMethods("/my", ConditionalGet.Methods, (RequestDelegate)endpoints.ShowAsync);
        routes.MapMethods("/my/sent", ConditionalGet.Methods, (RequestDelegate)endpoints.SentAsync)
            .WithMetadata(ServedWithoutCatalogue.Metadata);
        routes.MapPost("/my", (RequestDelegate)endpoints.AskAsync);
    }

    private Task ShowAsync(HttpContext http) => ShowAsync(http, SignForm.Empty, $"{http.Request.Query["petition"]}", null);

    private Task SentAsync(HttpContext http)
    {
        var texts = PageLanguage.Of(http.Request);
        return pages.AnswerAsync<LinkSentPage>(http, texts, new() { [nameof(LinkSentPage.Texts)] = texts });
    }

    private async Task AskAsync(HttpContext http)
    {
        if (await pages.ReadFormAsync(http) is not { } posted) return;
        if (posted.ChangesLanguage)
        {
            await ShowAsync(http, new SignForm { Email = posted.Field("email") }, posted.Field("petition"), null);
            return;
        }
        if (!limit.TryCount(addresses.ToLimit(http)))
        {
            await pages.NoticeAsync(http, Problem.TooManyLinks, "TooMany");
            return;
        }

        var (email, slug) = (posted.Field("email"), posted.Field("petition"));
        var faults = new List<FieldFault>();
        if (SignatureValidator.ReadEmail(email, out var address) is { } wrong) faults.Add(wrong);
        if (!catalogue.TryFind(slug, out var petition)) faults.Add(new("petition", "Unknown"));
        if (faults.Count > 0)
        {
            await ShowAsync(http, new SignForm { Email = email, Faults = faults }, slug, Problem.InvalidFields);
            return;
        }
        var texts = PageLanguage.Of(http.Request);
        if (requests.TryAdd(petition!.Id, identity.KeyOf(address!), identity.FormerKeyOf(address!)))
            SignerPageRenderer.Redirect(http, SignerPageLinks.Sent(texts));
        else await pages.TryAgainAsync(http, null, SignerPageLinks.My(slug, texts));
    }

    private Task ShowAsync(HttpContext http, SignForm form, string slug, Problem? problem)
    {
        var texts = PageLanguage.Of(http.Request);
        // A petition that is not listed, such as a rehearsal, is offered when the address names it.
        var listed = catalogue.Listed;
        if (catalogue.TryFind(slug, out var asked) && !listed.Any(petition => petition.Id == asked.Id)) listed = listed.Insert(0, asked);
        return pages.AnswerAsync<LinkRequestPage>(http, texts, new()
        {
            [nameof(LinkRequestPage.Texts)] = texts,
            [nameof(LinkRequestPage.Form)] = form,
            [nameof(LinkRequestPage.Petitions)] = listed
                .Select(petition => (petition.Slug, Text: PageLanguage.TextOf(http.Request, petition))).ToList(),
            [nameof(LinkRequestPage.Slug)] = slug,
        }, problem);
    }
}
