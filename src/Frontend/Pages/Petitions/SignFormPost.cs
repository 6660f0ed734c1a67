using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Petitions.Frontend.AbuseProtection;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Form;
using Petitions.Frontend.Pages.Layout;
using Petitions.Frontend.Pages.Thanks;
using Petitions.Frontend.Petitions;
using Petitions.Frontend.Signing;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages.Petitions;

/// <summary>
/// <c>POST /p/{slug}</c>: the form. Success redirects to the thanks page, or gives the page's script the receipt as JSON, so that it is
/// never in an address. Otherwise the answer is the form, filled in, with the status that the API would have.
/// </summary>
internal sealed class SignFormPost(
    IPetitionCatalogue catalogue, DisposableDomains disposable, AbuseFilter filter, IOptions<LimitOptions> limits, SignerCalls signers,
    PetitionViews views, ThanksAddress thanks, PageRenderer pages)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPetition(
        [HttpMethods.Post], "/p/{slug}", routes.ServiceProvider.GetRequiredService<SignFormPost>().PostAsync, evenUnlisted: true);

    /// <summary>
    /// Answers after the database has committed, the same for new and repeated signatures: 303 without the receipt, or the answer of the
    /// API to clients that accept JSON.
    /// </summary>
    public async Task PostAsync(HttpContext http, Petition petition)
    {
        if (Refusal(http.Request) is { } refusal)
        {
            await pages.RefuseAsync(http, refusal);
            return;
        }
        if (await BoundedBody.ReadAsync(http.Request, PostedForm.BytesMax) is not { } body)
        {
            await pages.RefuseAsync(http, Problem.TooLarge);
            return;
        }
        var posted = PostedForm.Read(body);
        http.Request.BodyReader.AdvanceTo(body.End);
        if (posted is { ChangesLanguage: true })
        {
            await ShowInOtherLanguageAsync(http, petition, posted);
            return;
        }
        if (posted is null || !posted.TryReadOperation(out var operation))
        {
            await pages.RefuseAsync(http, Problem.Malformed);
            return;
        }
        await SignAsync(http, petition, posted, operation);
    }

    // The address names the language.
    private async Task ShowInOtherLanguageAsync(HttpContext http, Petition petition, PostedForm posted)
    {
        if (petition.UnlistedAt is not null)
        {
            await pages.RefuseAsync(http, Problem.Unlisted);
            return;
        }
        var texts = PageLanguage.Of(http.Request, petition);
        http.Response.Headers.CacheControl = "no-store";
        await pages.AnswerAsync<PetitionPage>(http, texts, new()
        {
            [nameof(PetitionPage.View)] = await views.OfAsync(http.Request, petition, texts),
            [nameof(PetitionPage.Form)] = posted.ToFormInOtherLanguage(petition),
        });
    }

    private static Problem? Refusal(HttpRequest request)
    {
        if (!SameOrigin.Allows(request)) return Problem.OtherSite;
        return MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            ? null : Problem.NotForm;
    }

    private async Task SignAsync(HttpContext http, Petition petition, PostedForm posted, Guid operation)
    {
        var texts = PageLanguage.Of(http.Request, petition);
        var request = posted.ToRequest(texts);
        if (SignatureValidator.Check(request, petition, operation, out var faults, disposable) is not { } signed)
        {
            var filledIn = posted.ToForm(petition, operation) with { Faults = faults! };
            await ShowAgainAsync(http, petition, texts, Problem.InvalidFields, filledIn);
            return;
        }

        var verdict = filter.Check(
            http, petition, signed.Signer, operation, posted.Proof, posted.LooksAutomatic(limits.Value.FillMillisecondsMin));
        if (verdict.Refusal is { } stopped)
        {
            var asked = posted.ToForm(petition, operation) with
            {
                Refusal = $"Refused_{stopped.Name}", NeedsProof = stopped == Problem.ProofNeeded, ProofFailed = verdict.ProofFailed,
            };
            await ShowAgainAsync(http, petition, texts, stopped, asked);
            return;
        }

        var answer = await signers.SignAsync(signed);
        if (SigningAnswers.ProblemOf(answer.Outcome) is not { } problem)
        {
            var hasScript = AcceptsJson(http.Request);
            http.Response.Headers.Location = thanks.After(petition, texts, hasScript);
            if (hasScript)
            {
                await SigningAnswers.AnswerAsync(http, answer);
                return;
            }
            http.Response.Headers.CacheControl = "no-store";
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            return;
        }
        if (problem.Retry && AcceptsJson(http.Request))
        {
            // The script keeps the form and tries again; rendering the page would cost more than the signature.
            await Answers.Refuse(http, problem);
            return;
        }
        var form = posted.ToForm(petition, operation);
        form = SigningAnswers.FaultOf(answer.Outcome) is { } fault
            ? form with { Faults = [fault] }
            : form with { Refusal = problem == Problem.NotOpen ? null : $"Refused_{problem.Name}" };
        await ShowAgainAsync(http, petition, texts, problem, form);
    }

    // Only the form's script sends this; browsers do not.
    private static bool AcceptsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var types)
        && types.Any(type => type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase));

    private async Task ShowAgainAsync(HttpContext http, Petition petition, Texts texts, Problem problem, SignForm form)
    {
        // The catalogue may have a newer text by now, and the grain may have closed the petition before this process knows.
        if (catalogue.TryFind(petition.Slug, out var newest)) petition = newest;
        if (petition.UnlistedAt is not null)
        {
            await pages.RefuseAsync(http, Problem.Unlisted);
            return;
        }
        var view = await views.OfAsync(http.Request, petition, texts);
        if (problem == Problem.NotOpen && view.Phase == PetitionPhase.Open) view = view with { Phase = PetitionPhase.Closed };

        Answers.SetHead(http.Response, problem);
        await pages.AnswerAsync<PetitionPage>(
            http, texts, new() { [nameof(PetitionPage.View)] = view, [nameof(PetitionPage.Form)] = form });
    }
}
