using Microsoft.Playwright;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>What is signed is in one of the petition's languages, the words around follow, and each part says its language.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class LanguageTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    [Fact]
    public async Task A_French_reader_signs_a_French_text_and_is_told_that_the_words_around_are_English()
    {
        var page = await OpenAsync($"/p/{BrowserPetitions.French}", new() { Locale = "fr-CA" });
        await Expect(page.Locator("h1")).ToHaveTextAsync("Allumez la vieille lampe");
        await Expect(page.Locator("#consents + span [lang]")).ToHaveAttributeAsync("lang", "fr");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(page.Locator("header .foreign"))
            .ToHaveTextAsync(Texts.English.With("Site_ForeignPage", LanguageNames.Of("fr", Texts.English)));

        var form = new SigningPage(page, Texts.English);
        var signer = RunningProgram.NewSigner();
        await form.FillInAsync(signer);
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("lang=fr&"));
        await Expect(page.Locator(".subject")).ToHaveTextAsync("Allumez la vieille lampe");
    }

    [Fact]
    public async Task The_switch_offers_the_languages_of_the_petition_by_their_own_names()
    {
        var page = await OpenAsync($"/p/{BrowserPetitions.French}?lang=fr");
        var links = page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link);
        await Expect(links).ToHaveTextAsync(["English", "Français", "Português"]);
        await Expect(links.Nth(1)).ToHaveAttributeAsync("aria-current", "true");
        await links.Nth(2).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Acenda a velha lâmpada");
        await Expect(page.Locator("h1")).ToHaveAttributeAsync("lang", "pt-BR");

        await page.GotoAsync($"/p/{BrowserPetitions.German}?lang=en");
        await Expect(page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Expect(page.Locator("#sign-title")).ToHaveTextAsync(Texts.Find("de")!["Form_Title"]);
        await Expect(page.Locator("header .foreign")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task English_readers_get_the_British_letter_between_English_words()
    {
        var page = await OpenAsync($"/p/{BrowserPetitions.British}", new() { Locale = "en-US" });
        await Expect(page.Locator("h1")).ToHaveTextAsync("Light the old harbour lamp");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(page.Locator("header .foreign")).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link)).ToHaveTextAsync(["Deutsch", "English"]);
        await page.GotoAsync($"/?lang=en");
        await page.GetByRole(AriaRole.Link, new() { Name = "Light the old harbour lamp" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("lang=en-GB$"));
    }

    [Fact]
    public async Task Each_part_of_a_page_states_its_language_and_direction()
    {
        var page = await OpenAsync($"/p/{BrowserPetitions.Arabic}");
        foreach (var part in new[] { "h1", ".intro p", ".letter > div", "#consents + span [lang]", ".data .risks", "address" })
        {
            await Expect(page.Locator(part).First).ToHaveAttributeAsync("lang", "ar");
            if (part != "address") await Expect(page.Locator(part).First).ToHaveCSSAsync("direction", "rtl");
        }
        await Expect(page.Locator("#sign-title")).ToHaveCSSAsync("direction", "ltr");

        await page.GotoAsync($"/p/{BrowserPetitions.French}?lang=fr");
        foreach (var (part, lang) in new[]
        {
            ("h1", "fr"), (".intro p", "fr"), (".letter > div", "en"), ("address", "en"), (".data .risks", "fr"),
        })
            await Expect(page.Locator(part).First).ToHaveAttributeAsync("lang", lang);
        await Expect(page.Locator(".intro .hint")).ToHaveTextAsync(
            Texts.English.With("Intro_LetterLanguage", LanguageNames.Of("en", Texts.English)));

        // The addressee is stated once, in the English file of the demo: it is not German on the German page.
        await page.GotoAsync(SigningPage.PathOf(BrowserPetitions.Quiet, "de"));
        await Expect(page.Locator("address")).ToHaveAttributeAsync("lang", "en");
        await Expect(page.Locator(".kicker bdi")).ToHaveAttributeAsync("lang", "en");
        await Expect(page.Locator(".letter .subject")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^Bitte"));
        await Expect(page.Locator(".letter > div")).ToHaveAttributeAsync("lang", "de");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Changing_the_language_keeps_what_was_typed_and_signs_nothing(bool scripts)
    {
        var rows = await Program.CountRowsAsync();
        var page = await OpenAsync(SigningPage.PathOf(BrowserPetitions.Open, "de"), new() { JavaScriptEnabled = scripts });
        var german = new SigningPage(page, Texts.Find("de")!);
        await german.FillInAsync(RunningProgram.NewSigner());
        await page.Locator("#place").FillAsync("Wien <b>");
        await page.Locator("#country").SelectOptionAsync("AT");
        var email = await german.Email.InputValueAsync();

        var role = scripts ? AriaRole.Link : AriaRole.Button;
        await page.GetByRole(AriaRole.Navigation).GetByRole(role, new() { Name = "English" }).ClickAsync();
        var english = new SigningPage(page, Texts.English);
        await Expect(english.GivenName).ToHaveValueAsync("Maria");
        await Expect(english.FamilyName).ToHaveValueAsync("Musterfrau");
        await Expect(english.Email).ToHaveValueAsync(email);
        await Expect(page.Locator("#place")).ToHaveValueAsync("Wien <b>");
        await Expect(page.Locator("#country")).ToHaveValueAsync("AT");
        await Expect(english.Age).ToBeCheckedAsync();
        // The consent is another text: nobody has ticked that.
        await Expect(english.Consent).Not.ToBeCheckedAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        Assert.Equal(rows, await Program.CountRowsAsync());

        await english.Consent.CheckAsync();
        await english.SignButton.ClickAsync();
        await english.ExpectThanksAsync();
        Assert.Equal(rows + 1, await Program.CountRowsAsync());
    }

    [Fact]
    public async Task Without_scripts_Enter_signs_and_the_languages_are_buttons_in_their_place()
    {
        var page = await OpenAsync(SigningPage.PathOf(BrowserPetitions.Open, "de"), new() { JavaScriptEnabled = false });
        var languages = page.GetByRole(AriaRole.Navigation);
        await Expect(languages.GetByRole(AriaRole.Button)).ToHaveTextAsync(["English"]);
        await Expect(languages.GetByRole(AriaRole.Link)).ToHaveTextAsync(["Deutsch"]);
        var form = new SigningPage(page, Texts.Find("de")!);
        await form.FillInAsync(RunningProgram.NewSigner());
        await form.Email.PressAsync("Enter");
        await form.ExpectThanksAsync();
    }

    [Fact]
    public async Task Changing_the_language_keeps_what_was_typed_on_the_page_that_asks_for_a_link()
    {
        var page = await OpenAsync($"/my?petition={BrowserPetitions.Quiet}&lang=de");
        await page.Locator("#email").FillAsync("maria@example.org");
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(page.Locator("#email")).ToHaveValueAsync("maria@example.org");
        await Expect(page.Locator("#petition")).ToHaveValueAsync(BrowserPetitions.Quiet);
    }
}
