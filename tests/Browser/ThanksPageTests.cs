using Microsoft.Playwright;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>The thanks page, and what it discloses to others.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class ThanksPageTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    [Fact]
    public async Task The_receipt_is_shown_and_copied_and_never_in_an_address()
    {
        var form = await SignAsync(new() { Permissions = ["clipboard-read", "clipboard-write"] });
        var receipt = await form.Receipt.TextContentAsync();
        Assert.Matches("^[A-Za-z0-9_-]{20,}$", receipt!);
        await Expect(form.Page.Locator(".receipt .without")).ToBeHiddenAsync();
        Assert.DoesNotContain(receipt!, form.Page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(receipt!,
            await form.Page.EvaluateAsync<string>("() => [...document.links].map(link => link.href).join(' ')"), StringComparison.Ordinal);
        await form.Page.Locator(".receipt").GetByRole(AriaRole.Button, new() { Name = Texts.English["Embed_Copy"] }).ClickAsync();
        Assert.Equal(receipt, await form.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));

        await form.Page.ReloadAsync();
        await Expect(form.Receipt).ToHaveTextAsync(receipt!);
    }

    [Fact]
    public async Task A_tab_without_a_signature_shows_a_text_without_a_receipt()
    {
        var page = await OpenAsync($"/p/{BrowserPetitions.Open}/thanks?lang=en");
        await Expect(page.Locator(".receipt .without p").First).ToHaveTextAsync(Texts.English["Thanks_NoReceipt"]);
        await Expect(page.Locator(".receipt code")).ToBeHiddenAsync();
    }

    [Theory, InlineData("en", BrowserPetitions.Open), InlineData("de", BrowserPetitions.Confirmed)]
    public async Task Nobody_is_thanked_at_an_address_that_was_not_reached_by_signing(string lang, string slug)
    {
        var texts = Texts.Find(lang)!;
        foreach (var address in new[] { $"?lang={lang}", $"?lang={lang}&signed=1777636800.AAAAAAAAAAAAAAAA" })
        {
            var page = await OpenAsync($"/p/{slug}/thanks{address}");
            await Expect(page.Locator("h1")).ToHaveTextAsync(texts["Thanks_ElsewhereTitle"]);
            await Expect(page.Locator("main")).Not.ToContainTextAsync(texts["Thanks_NextCounts"]);
            await Expect(page.Locator("main")).Not.ToContainTextAsync(texts["Thanks_NextCountsConfirmed"]);
            await Expect(page.Locator("main .confirm")).ToHaveCountAsync(0);
            await Expect(page.GetByRole(AriaRole.Link, new() { Name = texts["Mine_Link"] })).ToBeVisibleAsync();
        }
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task What_happens_next_and_the_receipt_come_before_sharing_also_in_another_language(bool scripts)
    {
        var form = await SignAsync(new() { JavaScriptEnabled = scripts });
        await Expect(form.Page.Locator("main h2:visible:not(petition-counter h2)")).ToHaveTextAsync(
            [Texts.English["Thanks_NextTitle"], Texts.English["Thanks_ReceiptTitle"], Texts.English["Thanks_ShareTitle"]]);
        await form.Page.ReloadAsync();
        await form.ExpectThanksAsync();
        await form.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Deutsch" }).ClickAsync();
        await Expect(form.Title).ToHaveTextAsync(Texts.Find("de")!["Thanks_Title"]);
    }

    [Fact]
    public async Task Without_scripts_the_count_includes_each_signature_that_was_just_made()
    {
        for (var expected = 1; expected <= 3; expected++)
        {
            var page = await OpenAsync(SigningPage.PathOf(BrowserPetitions.Thanked), new() { JavaScriptEnabled = false });
            var form = new SigningPage(page, Texts.English);
            await form.FillInAsync(RunningProgram.NewSigner());
            await form.SignButton.ClickAsync();
            await form.ExpectThanksAsync();
            await Expect(page.Locator(".live-count strong")).ToHaveTextAsync($"{expected}");
        }
    }

    [Fact]
    public async Task Links_to_other_sites_send_no_referrer()
    {
        using var answer = await Program.Client.Http.GetAsync(new Uri($"/p/{BrowserPetitions.Open}/thanks?lang=en", UriKind.Relative));
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        var page = await OpenAsync($"/p/{BrowserPetitions.Open}/thanks?lang=en");
        var links = await page.EvaluateAsync<string[]>(
            "() => [...document.links].filter(link => link.host && link.host !== location.host).map(link => link.rel)");
        Assert.NotEmpty(links);
        Assert.All(links, rel => Assert.Equal("noopener noreferrer nofollow", rel));
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = Texts.English["Thanks_ShareMail"] })).ToHaveAttributeAsync(
            "href", new System.Text.RegularExpressions.Regex("^mailto:\\?subject=[^&]+&body="));
    }

    [Fact]
    public async Task A_device_with_the_Web_Share_API_gets_a_share_button()
    {
        var page = await NewPageAsync();
        await page.AddInitScriptAsync("navigator.share = async what => { window.shared = what.url; }");
        await page.GotoAsync($"/p/{BrowserPetitions.Open}/thanks?lang=en");
        await page.GetByRole(AriaRole.Button, new() { Name = Texts.English["Thanks_ShareDevice"] }).ClickAsync();
        Assert.Equal(new Uri(Program.Address, SigningPage.PathOf(BrowserPetitions.Open)).AbsoluteUri,
            await page.EvaluateAsync<string>("() => window.shared"));
    }

    [Theory, InlineData("en", true), InlineData("de", true), InlineData("en", false)]
    public async Task With_email_confirmation_form_and_thanks_page_say_so(string lang, bool scripts)
    {
        var texts = Texts.Find(lang)!;
        var page = await NewPageAsync(new() { JavaScriptEnabled = scripts });
        await page.GotoAsync(SigningPage.PathOf(BrowserPetitions.Confirmed, lang));
        await Expect(page.Locator(".sign .confirm")).ToHaveTextAsync(texts["Form_Confirm"]);
        var form = new SigningPage(page, texts);
        await form.FillInAsync(RunningProgram.NewSigner());
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAddressAsync();
        await Expect(form.Title).ToHaveTextAsync(texts["Thanks_ConfirmTitle"]);
        foreach (var text in new[] { texts["Thanks_ConfirmCounts"], texts["Thanks_ConfirmSpam"], texts["Thanks_ConfirmName"],
            texts.With("Thanks_ConfirmWorks", texts.With("Duration_Days", 7)) })
            await Expect(page.Locator(".confirm")).ToContainTextAsync(text);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = texts["Mine_Link"] }))
            .ToHaveAttributeAsync("href", $"/my?petition={BrowserPetitions.Confirmed}&lang={lang}");
        await Expect(form.Receipt).ToBeVisibleAsync(new() { Visible = scripts });
    }

    private async Task<SigningPage> SignAsync(BrowserNewContextOptions options)
    {
        var form = new SigningPage(await OpenAsync(SigningPage.PathOf(BrowserPetitions.Open), options), Texts.English);
        await form.FillInAsync(RunningProgram.NewSigner());
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        return form;
    }
}
