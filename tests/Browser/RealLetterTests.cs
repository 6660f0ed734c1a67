using System.Text.RegularExpressions;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>The first real document: a German page around an English letter.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed partial class RealLetterTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    private static readonly int[] Widths = [360, 768, 1280];

    [Fact]
    public async Task Every_text_of_the_document_is_on_the_page_in_its_language()
    {
        if (RealLetter.Find() is not { } real)
        {
            Assert.Skip("The real letter is missing: put it into ../shared/data/letter-petition.txt, or set PETITION_TEST_LETTER.");
            return;
        }
        var page = await OpenAsync(SigningPage.PathOf(RealLetter.Slug, "de"));
        var letter = page.Locator(".letter");
        var address = letter.Locator("address");
        // The organisation names the addressee in its own language, also above a letter in another one.
        await Expect(address).ToHaveAttributeAsync("lang", "de");
        foreach (var line in real.Addressee) await Expect(address).ToContainTextAsync(line);
        await Expect(letter.Locator(".subject")).ToHaveTextAsync(real.Subject);
        await Expect(letter.Locator("[lang=en] p", new() { HasText = "Sincerely," })).ToBeVisibleAsync();
        await Expect(letter.GetByText(Texts.Find("de")!["Letter_PlaceAndDate"])).ToBeVisibleAsync();

        // Each paragraph and list item, bold where the text has asterisks.
        foreach (var part in real.Letter.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            await Expect(letter.GetByText(Plain(part), new() { Exact = true }).First).ToBeVisibleAsync();
        Assert.Equal(Regex.Count(real.Letter, "^- ", RegexOptions.Multiline), await letter.Locator("ul li").CountAsync());
        Assert.Equal(
            Bold().Matches(real.Letter).Select(match => match.Groups[1].Value), await letter.Locator("strong").AllTextContentsAsync());

        // The notices and the texts of the page are German, with umlauts.
        var consent = page.Locator("#consents");
        foreach (var notice in real.Notices) await Expect(consent).ToContainTextAsync(notice);
        Assert.Matches("[äöüß]", await consent.InnerTextAsync());
        await Expect(consent.Locator("[lang=de]")).ToHaveCountAsync(1);
        foreach (var link in new[] { "https://amnesty.at/datenschutz", "https://www.amnesty.at/drittstaaten" })
            await Expect(page.Locator($".data > .links a[href='{link}']")).ToBeVisibleAsync();
        await Axe.AssertFindsNothingAsync(page);
        await Screenshots.TakeAsync(page, "real-letter-de", Widths);
    }

    [Fact]
    public async Task The_letter_can_be_signed_by_participation()
    {
        if (RealLetter.Find() is null) Assert.Skip("The real letter is not here: put it into ../shared/data/letter-petition.txt.");
        var form = new SigningPage(await OpenAsync(SigningPage.PathOf(RealLetter.Slug, "de")), Texts.Find("de")!);
        await form.GivenName.FillAsync("Jörg");
        await form.FamilyName.FillAsync("Müßiggang");
        // Published as a rehearsal, which only .invalid addresses may sign.
        await form.Email.FillAsync($"signer{RunningProgram.NewSigner()}@example.invalid");
        await form.Age.CheckAsync();
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
    }

    private static string Plain(string markdown) => markdown.TrimStart('-', ' ').Replace("**", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\*\*(.+?)\*\*")]
    private static partial Regex Bold();
}
