using Microsoft.Playwright;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>Unusual names, and HTML in documents.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class UnusualTextTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    public static TheoryData<string> Names =>
    [
        "O", "O’Brien-D'Arcy", "فاطمة الزهراء", "प्रियंका श्रीनिवासन", "李", "Ωραία Ñandú", new string('x', 99) + "ß",
        "<script>petitionWasHostile=1</script>", "\"><img src=x onerror=petitionWasHostile=1>",
    ];

    [Theory, MemberData(nameof(Names))]
    public async Task Every_name_is_kept_as_typed_and_accepted(string name)
    {
        foreach (var scripts in new[] { true, false })
        {
            var rows = await Program.CountRowsAsync();
            var form = new SigningPage(await OpenAsync(SigningPage.PathOf(BrowserPetitions.Open), new() { JavaScriptEnabled = scripts }),
                Texts.English);
            await form.FillInAsync(RunningProgram.NewSigner());
            var email = await form.Email.InputValueAsync();
            await form.GivenName.FillAsync(name);
            await form.FamilyName.FillAsync(name);
            await form.Email.FillAsync("nobody");
            await form.SignButton.ClickAsync();
            await Expect(form.Summary).ToBeVisibleAsync();
            await Expect(form.GivenName).ToHaveValueAsync(name);
            await Expect(form.FamilyName).ToHaveValueAsync(name);
            await form.Email.FillAsync(email);
            await form.SignButton.ClickAsync();
            await form.ExpectThanksAsync();
            Assert.False(await WasHostileAsync(form.Page));
            Assert.Equal(rows + 1, await Program.CountRowsAsync());
        }
    }

    [Theory, InlineData(""), InlineData("/thanks"), InlineData("/embed")]
    public async Task HTML_in_a_document_is_shown_as_text(string page)
    {
        var tab = await NewPageAsync();
        var said = PageErrors.Of(tab);
        await tab.GotoAsync($"/p/{BrowserPetitions.Hostile}{page}?lang=en");
        await Expect(tab.Locator("main")).ToContainTextAsync("<script>");
        Assert.False(await WasHostileAsync(tab));
        const string dangerous = "main script, main img[src=x], main [onerror], main [onfocus], "
            + "main a[href^='javascript:'], main iframe[src^='javascript:']";
        Assert.Equal(0, await tab.Locator(dangerous).CountAsync());
        // No violation was logged: nothing reached the Content Security Policy.
        Assert.Empty(said);
    }

    [Fact]
    public async Task A_form_on_another_site_cannot_sign()
    {
        var rows = await Program.CountRowsAsync();
        var action = new Uri(Program.Address, SigningPage.PathOf(BrowserPetitions.Open));
        await using var host = await HostSite.StartAsync($"""
            <form method="post" action="{action}"><input name="givenName" value="Maria"><input name="familyName" value="Musterfrau">
            <input name="email" value="victim@example.org"><input name="ageConfirmed" value="true">
            <input name="consent-transfer" value="2026-01">
            <button>Win a prize</button></form>
            """);
        var page = await NewPageAsync();
        await page.GotoAsync(host.Address.AbsoluteUri);
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Texts.English["Notice_403_Title"]);
        Assert.Equal(rows, await Program.CountRowsAsync());
    }

    private static Task<bool> WasHostileAsync(IPage page) => page.EvaluateAsync<bool>($"() => '{UnusualDocuments.Flag}' in window");
}
