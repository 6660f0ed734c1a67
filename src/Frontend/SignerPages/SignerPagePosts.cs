using Petitions.Frontend.Http;
using Petitions.Frontend.Pages.Form;
using Petitions.Frontend.Signing;
using Petitions.Grains.Keys;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// What is done on the signer's page: <c>POST /p/{slug}/mine/{token}/</c> and <c>withdraw</c>, <c>erase</c> or <c>name</c>. When it is done,
/// count and export are as it says, and the answer leads back to the page; otherwise the page comes back and says why not.
/// </summary>
internal sealed class SignerPagePosts(SignerLinkAuthentication door, SignerActions rights, SignerViews views, SignerPageRenderer pages)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var posts = routes.ServiceProvider.GetRequiredService<SignerPagePosts>();
        routes.MapPost("/p/{slug}/mine/{token}/withdraw", (RequestDelegate)posts.WithdrawAsync);
        routes.MapPost("/p/{slug}/mine/{token}/erase", (RequestDelegate)posts.EraseAsync);
        routes.MapPost("/p/{slug}/mine/{token}/name", (RequestDelegate)posts.CorrectAsync);
    }

    private async Task WithdrawAsync(HttpContext http)
    {
        if (await pages.ReadFormAsync(http) is null || await door.EnterAsync(http, SignerLinkUse.SignerPage) is not { } visit) return;
        await AnswerAsync(http, visit, "withdrawn", await rights.ChangeAsync(visit.Link.SignerKey, signer => signer.Withdraw(visit.Petition.Id)));
    }

    private async Task EraseAsync(HttpContext http)
    {
        if (await pages.ReadFormAsync(http) is null || await door.EnterAsync(http, SignerLinkUse.SignerPage) is not { } visit) return;
        await AnswerAsync(http, visit, "erased", await rights.ChangeAsync(visit.Link.SignerKey, signer => signer.Erase(visit.Petition.Id)));
    }

    private async Task CorrectAsync(HttpContext http)
    {
        if (await pages.ReadFormAsync(http) is not { } posted || await door.EnterAsync(http, SignerLinkUse.SignerPage) is not { } visit) return;
        var (givenName, familyName) = (posted.Field("givenName"), posted.Field("familyName"));
        SignForm Filled(SignForm form) => form with { GivenName = givenName, FamilyName = familyName };

        if (SignatureValidator.CheckName(givenName, familyName, out var faults) is not { } name)
        {
            await ShowAgainAsync(http, visit, Problem.InvalidFields, view => view with { Form = Filled(view.Form) with { Faults = faults! } });
            return;
        }
        var change = await rights.ChangeAsync(
            visit.Link.SignerKey, signer => signer.Correct(visit.Petition.Id, name.GivenName, name.FamilyName));
        await AnswerAsync(http, visit, "corrected", change, view => view with { Form = Filled(view.Form) });
    }

    private async Task AnswerAsync(
        HttpContext http, AuthenticatedLink visit, string deed, SignerChange change, Func<SignerView, SignerView>? fill = null)
    {
        if (Answers.ProblemOf(change) is not { } problem)
            SignerPageRenderer.LeadTo(http, SignerPageLinks.Mine(visit.Petition.Slug, visit.Token, visit.Texts) + "&done=" + deed);
        else await ShowAgainAsync(http, visit, problem, view => (fill?.Invoke(view) ?? view) with { Refusal = $"Mine_Refused_{change.Outcome}" });
    }

    /// <summary>The signer's page again, with what kept something from being done.</summary>
    public async Task ShowAgainAsync(HttpContext http, AuthenticatedLink visit, Problem problem, Func<SignerView, SignerView> fill)
    {
        var viewed = await views.OfAsync(visit);
        if (viewed.Failure is not null)
            await pages.TryAgainAsync(http, visit.Petition, SignerPageLinks.Mine(visit.Petition.Slug, visit.Token, visit.Texts));
        else if (viewed.Answer is not { } view) await pages.WrongLinkAsync(http);
        else await pages.AnswerAsync<SignerPage>(http, visit.Texts, new() { [nameof(SignerPage.View)] = fill(view) }, problem);
    }
}
