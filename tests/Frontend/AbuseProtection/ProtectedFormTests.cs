using System.Net;
using System.Text.RegularExpressions;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.AbuseProtection;

/// <summary>The form without a browser: posts of bots, and the pages for them and for people without JavaScript.</summary>
[Collection(LimitedProgram.Collection)]
public sealed partial class ProtectedFormTests(LimitedProgram program)
{
    [Fact]
    public async Task A_filled_honeypot_needs_a_proof_and_is_accepted_with_one()
    {
        var (from, form) = (LimitedProgram.NewAddress(), NewForm());
        form["website"] = "https://buy.example";
        var html = await AskedAsync(await program.PostAsync(from, form));
        // Not kept in the form: a browser's autofill may have filled it in.
        Assert.DoesNotContain("buy.example", html, StringComparison.Ordinal);
        form["altcha"] = await program.SolveAsync();
        await TakenAsync(await program.PostAsync(from, form));
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("300", true)]
    [InlineData("5000", false)]
    [InlineData("", false)]
    [InlineData("-1", false)]
    [InlineData("soon", false)]
    [InlineData("99999999999999999999", false)]
    public async Task A_form_filled_in_too_fast_needs_a_proof(string milliseconds, bool asked)
    {
        var form = NewForm();
        form["filledIn"] = milliseconds;
        var answer = await program.PostAsync(LimitedProgram.NewAddress(), form);
        if (asked) await AskedAsync(answer);
        else await TakenAsync(answer);
    }

    [Theory, InlineData("en"), InlineData("de")]
    public async Task Without_a_script_the_refused_form_keeps_its_input_and_says_what_to_do(string lang)
    {
        var (from, form, texts) = (LimitedProgram.NewAddress(), NewForm(), Texts.Find(lang)!);
        await program.FillUpAsync(from);
        var html = WebUtility.HtmlDecode(await AskedAsync(await program.PostAsync(from, form, lang: lang)));
        Assert.Contains(texts["Refused_proof-needed"], html, StringComparison.Ordinal);
        Assert.Contains($"<p>{texts["Proof_NoScript"]}</p>", html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{form["email"]}\"", html, StringComparison.Ordinal);
        Assert.Matches(OperationField(), html);

        form["altcha"] = "nonsense";
        Assert.Contains("data-again", await AskedAsync(await program.PostAsync(from, form, lang: lang)), StringComparison.Ordinal);
    }

    [Theory, InlineData("en"), InlineData("de")]
    public async Task Far_above_the_limit_the_form_names_the_network_as_the_reason(string lang)
    {
        var (from, form) = (LimitedProgram.NewAddress(), NewForm());
        using var answer = await LimitedProgram.RepeatUntilRefusedAsync(() => program.PostAsync(from, form, lang: lang));
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains(Texts.Find(lang)!["Refused_too-many-from-network"], html, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"proof\"", html, StringComparison.Ordinal);
    }

    [Theory, InlineData("en"), InlineData("de")]
    public async Task A_disposable_address_is_refused_with_a_helpful_text(string lang)
    {
        var form = NewForm();
        form["email"] = $"maria@{LimitedProgram.Disposable}";
        using var answer = await program.PostAsync(null, form, lang: lang);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains(Texts.Find(lang)!["Fault_email_Disposable"], html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_challenge_always_the_page_says_that_JavaScript_is_needed()
    {
        var page = await program.Client.Http.GetStringAsync(new Uri($"/p/{LimitedProgram.Always}?lang=en", UriKind.Relative),
            TestContext.Current.CancellationToken);
        Assert.Contains(Texts.English["Proof_NoScriptEver"], WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("altcha", page, StringComparison.Ordinal);
    }

    private Dictionary<string, string> NewForm() => new()
    {
        ["givenName"] = "Maria",
        ["familyName"] = "Musterfrau",
        ["email"] = SigningClient.EmailOf(RunningProgram.NewSigner()),
        ["ageConfirmed"] = "true",
        [$"consent-{(string)program.Client.Consents[0]!["id"]!}"] = (string)program.Client.Consents[0]!["version"]!,
        ["documentLang"] = "en",
        ["documentVersion"] = "1",
        ["idempotencyKey"] = RunningProgram.NewOperation().ToString(),
    };

    private static async Task<string> AskedAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var html = await answer.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Contains("id=\"proof\"", html, StringComparison.Ordinal);
            return html;
        }
    }

    private static async Task TakenAsync(HttpResponseMessage answer)
    {
        using (answer) Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("name=\"idempotencyKey\" value=\"[0-9a-f-]{36}\"")]
    private static partial Regex OperationField();
}
