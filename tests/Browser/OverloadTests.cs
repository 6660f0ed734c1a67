using Microsoft.Playwright;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>
/// Signing when the program refuses twice: with a script the page retries, without one the form comes back with its input.
/// </summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class OverloadTests(Chromium chromium, BrowserTestProgram program, OverloadedProgram crowded)
    : BrowserTest(chromium, program), IClassFixture<OverloadedProgram>
{
    private static readonly int[] Widths = [360, 768, 1280];

    [Theory, InlineData("en"), InlineData("de")]
    public async Task With_a_script_the_page_says_not_saved_yet_and_retries_until_it_is(string lang)
    {
        var texts = Texts.Find(lang)!;
        var rows = await crowded.CountRowsAsync();
        var (form, keys, statuses) = await OpenAsync(lang);
        // One try per round passes the network, so that no other wait begins while the clock is moved.
        using var turns = new SemaphoreSlim(1);
        await form.Page.RouteAsync(SigningPage.PostPath, async route =>
        {
            await turns.WaitAsync();
            await route.ContinueAsync();
        });
        await form.StopClockAsync();
        await form.SignButton.ClickAsync();
        await Expect(form.Status).ToHaveTextAsync(texts["Sending_Busy"]);
        await Expect(form.Email).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("@example.org$"));
        Assert.Equal(rows, await crowded.CountRowsAsync());
        await TryAgainAsync();
        await Expect(form.Status).ToHaveTextAsync(texts["Sending_Unknown"]);
        await TryAgainAsync();
        await form.ExpectThanksAsync();
        await Expect(form.Receipt).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[A-Za-z0-9_-]{20,}$"));
        Assert.Equal([503, 503, 201], statuses);
        Assert.Single(keys.Distinct());
        Assert.Equal(rows + 1, await crowded.CountRowsAsync());

        // The waits are 1 to 12.5 s; a try that starts with the first one has not timed out after the last.
        async Task TryAgainAsync()
        {
            await form.Page.Clock.RunForAsync(13_000);
            turns.Release();
        }
    }

    [Theory, InlineData("en"), InlineData("de")]
    public async Task Without_the_script_the_form_keeps_its_input_and_operation(string lang)
    {
        var texts = Texts.Find(lang)!;
        var rows = await crowded.CountRowsAsync();
        var (form, keys, statuses) = await OpenAsync(lang, scripted: false);
        await form.SignButton.ClickAsync();
        foreach (var refusal in new[] { "overloaded", "unconfirmed" })
        {
            await Expect(form.Summary).ToContainTextAsync(texts[$"Refused_{refusal}"]);
            await Expect(form.Summary).ToBeFocusedAsync();
            await Expect(form.GivenName).ToHaveValueAsync("Maria");
            await Expect(form.Consent).ToBeCheckedAsync();
            Assert.NotEmpty(await form.OperationAsync());
            await Axe.AssertFindsNothingAsync(form.Page);
            await Screenshots.TakeAsync(form.Page, $"refused-{refusal}-{lang}", Widths);
            // The button is beside the refusal.
            await form.Summary.GetByRole(AriaRole.Button).ClickAsync();
        }
        await form.ExpectThanksAsync();
        Assert.Equal([503, 503, 303], statuses);
        // The server draws it at the first try and keeps it afterwards.
        Assert.Equal("", keys[0]);
        Assert.Single(keys.Skip(1).Distinct());
        Assert.Equal(rows + 1, await crowded.CountRowsAsync());
    }

    // Blocks only the form's script, because axe needs scripts to be enabled.
    private async Task<(SigningPage Form, List<string> Keys, List<int> Statuses)> OpenAsync(string lang, bool scripted = true)
    {
        var page = await NewPageAsync();
        if (scripted) await page.Clock.InstallAsync();
        else await page.RouteAsync("**/assets/sign-form.*.js", route => route.AbortAsync());
        var (keys, statuses) = (new List<string>(), new List<int>());
        page.Response += (_, response) =>
        {
            if (response.Request.Method != "POST") return;
            statuses.Add(response.Status);
            keys.Add(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(response.Request.PostData)["idempotencyKey"].ToString());
        };
        await page.GotoAsync(crowded.PathOf(lang));
        var form = new SigningPage(page, Texts.Find(lang)!);
        await form.FillInAsync(RunningProgram.NewSigner());
        return (form, keys, statuses);
    }
}
