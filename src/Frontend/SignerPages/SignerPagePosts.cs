using Petitions.Frontend.Http;
using Petitions.Frontend.Pages.Form;
using Petitions.Frontend.Signing;
using Petitions.Grains.Keys;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// Actions on the signer's page: <c>POST /p/{slug}/mine/{token}/</c> and <c>withdraw</c>, <c>erase</c>, <c>newsletter</c> or <c>name</c>.
/// After success count and export have changed and the answer redirects to the page; otherwise the answer is the page with the reason.
/// </summary>
internal sealed class SignerPagePosts(SignerLinkAuthentication links, SignerActions actions, SignerViews views, SignerPageRenderer pages)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var posts = routes.ServiceProvider.GetRequiredService<SignerPagePosts>();
        routes.MapPost("/p/{slug}/mine/{token}/withdraw", (RequestDelegate)posts.WithdrawAsync);
        routes.MapPost("/p/{slug}/mine/{token}/erase", (RequestDelegate)posts.EraseAsync);
        routes.MapPost("/p/{slug}/mine/{token}/newsletter", (RequestDelegate)posts.WithdrawNewsletterAsync);
        routes.MapPost("/p/{slug}/mine/{token}/name", (RequestDelegate)posts.CorrectAsync);
    }

    private Task WithdrawAsync(HttpContext http) => ChangeAsync(http, "withdrawn", (signer, petition) => signer.Withdraw(petition));

    private Task EraseAsync(HttpContext http) => ChangeAsync(http, "erased", (signer, petition) => signer.Erase(petition));

    private Task WithdrawNewsletterAsync(HttpContext http) =>
        ChangeAsync(http, "newsletter", (signer, petition) => signer.WithdrawNewsletter(petition));

    private async Task ChangeAsync(HttpContext http, string action, Func<ISignerGrain, int, Task<SignerChange>> change)
    {
        if (await pages.ReadFormAsync(http) is null) return;
        if (await links.AuthenticateAsync(http, SignerLinkUse.SignerPage) is not { } link) return;
        await AnswerAsync(http, link, action, await actions.ChangeAsync(link.Link.SignerKey, signer => change(signer, link.Petition.Id)));
    }

    private async Task CorrectAsync(HttpContext http)
    {
        if (await pages.ReadFormAsync(http) is not { } posted) return;
        if (await links.AuthenticateAsync(http, SignerLinkUse.SignerPage) is not { } link) return;
        var (givenName, familyName) = (posted.Field("givenName"), posted.Field("familyName"));
        SignForm Filled(SignForm form) => form with { GivenName = givenName, FamilyName = familyName };

        if (SignatureValidator.CheckName(givenName, familyName, out var faults) is not { } name)
        {
            await ShowAgainAsync(
                http, link, Problem.InvalidFields, view => view with { Form = Filled(view.Form) with { Faults = faults! } });
            return;
        }
        var change = await actions.ChangeAsync(
            link.Link.SignerKey, signer => signer.Correct(link.Petition.Id, name.GivenName, name.FamilyName));
        await AnswerAsync(http, link, "corrected", change, view => view with { Form = Filled(view.Form) });
    }

    private async Task AnswerAsync(
        HttpContext http, AuthenticatedLink link, string action, SignerChange change, Func<SignerView, SignerView>? fill = null)
    {
        if (SignerChangeProblems.ProblemOf(change) is not { } problem)
            SignerPageRenderer.Redirect(http, SignerPageLinks.Mine(link.Petition.Slug, link.Token, link.Texts) + "&done=" + action);
        else await ShowAgainAsync(
            http, link, problem, view => (fill?.Invoke(view) ?? view) with { Refusal = $"Mine_Refused_{change.Outcome}" });
    }

    /// <summary>The signer's page with the reason why an action failed.</summary>
    public async Task ShowAgainAsync(HttpContext http, AuthenticatedLink link, Problem problem, Func<SignerView, SignerView> fill)
    {
        var viewed = await views.OfAsync(link);
        if (viewed.Failure is not null)
            await pages.TryAgainAsync(http, link.Petition, SignerPageLinks.Mine(link.Petition.Slug, link.Token, link.Texts));
        else if (viewed.Answer is not { } view) await pages.WrongLinkAsync(http);
        else await pages.AnswerAsync<SignerPage>(http, link.Texts, new() { [nameof(SignerPage.View)] = fill(view) }, problem);
    }
}
