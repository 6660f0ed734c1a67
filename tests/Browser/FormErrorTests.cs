using Microsoft.Playwright;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>A form with errors: the errors are perceivable for everybody (WCAG 2.2, 3.3.1 and 3.3.3).</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class FormErrorTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    private static readonly string[] RequiredFields = ["givenName", "familyName", "email", "ageConfirmed", "consents"];

    [Theory, InlineData("en", true), InlineData("de", false)]
    public async Task The_error_summary_is_focused_and_its_links_lead_to_the_fields(string lang, bool scripts)
    {
        var texts = Texts.Find(lang)!;
        var form = await OpenFormAsync(lang, scripts);
        await form.SignButton.ClickAsync();

        await Expect(form.Summary).ToBeFocusedAsync();
        await Expect(form.Summary).ToContainTextAsync(texts["Form_ErrorsTitle"]);
        Assert.StartsWith(texts["Form_Error"], await form.Page.TitleAsync(), StringComparison.Ordinal);
        var links = form.Summary.GetByRole(AriaRole.Link);
        await Expect(links).ToHaveCountAsync(RequiredFields.Length);
        for (var i = 0; i < RequiredFields.Length; i++)
        {
            var field = form.Page.Locator($"#{RequiredFields[i]}");
            await Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
            await Expect(field).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex(
                System.Text.RegularExpressions.Regex.Escape((await links.Nth(i).InnerTextAsync()).Trim())));
            await links.Nth(i).ClickAsync();
            await Expect(field).ToBeFocusedAsync();
            await Expect(field).ToBeInViewportAsync();
        }
    }

    [Fact]
    public async Task The_input_is_kept_and_the_corrected_form_is_accepted()
    {
        var rows = await Program.CountRowsAsync();
        var signer = RunningProgram.NewSigner();
        var form = await OpenFormAsync("en", scripts: true);
        await form.FillInAsync(signer);
        await form.FamilyName.FillAsync("Ödön-O'Neill <b>");
        await form.Email.FillAsync("nobody");
        await form.SignButton.ClickAsync();

        await Expect(form.Summary).ToBeFocusedAsync();
        await Expect(form.GivenName).ToHaveValueAsync("Maria");
        await Expect(form.FamilyName).ToHaveValueAsync("Ödön-O'Neill <b>");
        await Expect(form.Email).ToHaveValueAsync("nobody");
        await Expect(form.Age).ToBeCheckedAsync();
        await Expect(form.Consent).ToBeCheckedAsync();
        Assert.Equal(rows, await Program.CountRowsAsync());

        await form.Email.FillAsync(Support.SigningClient.EmailOf(signer));
        await form.SignButton.ClickAsync();
        await form.ExpectThanksAsync();
        Assert.Equal(rows + 1, await Program.CountRowsAsync());
    }

    private async Task<SigningPage> OpenFormAsync(string lang, bool scripts) => new(
        await OpenAsync(SigningPage.PathOf(BrowserPetitions.Open, lang), new() { JavaScriptEnabled = scripts }), Texts.Find(lang)!);
}
