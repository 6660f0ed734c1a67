using System.Net;
using System.Text.RegularExpressions;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.AbuseProtection;

/// <summary>The form without a browser: what programs send, and what they and people without a script get.</summary>
[Collection(LimitedProgram.Collection)]
public sealed partial class ProtectedFormTests(LimitedProgram program)
{
    [Fact]
    public async Task A_field_that_nobody_sees_asks_whoever_fills_it_in_for_a_proof_and_takes_it_then()
    {
        var (from, form) = (LimitedProgram.NewAddress(), NewForm());
        form["website"] = "https://buy.example";
        var html = await AskedAsync(await program.PostAsync(from, form));
        // Not kept: the browser of a person may have filled it in.
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
    public async Task Whoever_says_to_have_filled_the_form_in_at_once_is_asked_for_a_proof(string milliseconds, bool asked)
    {
        var form = NewForm();
        form["filledIn"] = milliseconds;
        var answer = await program.PostAsync(LimitedProgram.NewAddress(), form);
        if (asked) await AskedAsync(answer);
        else await TakenAsync(answer);
    }

    [Theory, InlineData("en"), InlineData("de")]
    public async Task The_form_comes_back_filled_in_and_says_what_to_do_without_a_script(string lang)
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
    public async Task Far_beyond_the_limit_the_form_says_that_it_is_the_network(string lang)
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
    public async Task An_address_that_lasts_ten_minutes_is_refused_kindly(string lang)
    {
        var form = NewForm();
        form["email"] = $"maria@{LimitedProgram.Disposable}";
        using var answer = await program.PostAsync(null, form, lang: lang);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains(Texts.Find(lang)!["Fault_email_Disposable"], html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_asks_everybody_says_beforehand_that_a_script_is_needed()
    {
        var page = await program.Client.Http.GetStringAsync(new Uri($"/p/{LimitedProgram.Always}?lang=en", UriKind.Relative), TestContext.Current.CancellationToken);
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
