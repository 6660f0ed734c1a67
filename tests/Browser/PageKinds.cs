using Microsoft.Playwright;
using Petitions.Frontend.Localization;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>All kinds of public pages by name.</summary>
internal static class PageKinds
{
    private const string RefusedPath = "**/p/*?lang=*";

    private static readonly Dictionary<string, (string Path, Func<SigningPage, Task>? Then)> Pages = new()
    {
        ["home"] = ("/", null),
        ["petition"] = ($"/p/{BrowserPetitions.Open}", null),
        ["petition-confirmed"] = ($"/p/{BrowserPetitions.Confirmed}", null),
        ["participation"] = ($"/p/{BrowserPetitions.Participation}", null),
        ["form-with-errors"] = ($"/p/{BrowserPetitions.Open}", SendNothingAsync),
        ["overload"] = ($"/p/{BrowserPetitions.Open}", ShowOverloadAsync),
        ["thanks"] = ($"/p/{BrowserPetitions.Open}/thanks", null),
        ["thanks-with-receipt"] = ($"/p/{BrowserPetitions.Open}/thanks", ReloadWithReceiptAsync),
        ["thanks-confirmed"] = ($"/p/{BrowserPetitions.Confirmed}/thanks", null),
        ["closed"] = ($"/p/{BrowserPetitions.Closed}", null),
        ["scheduled"] = ($"/p/{BrowserPetitions.Scheduled}", null),
        ["long"] = ($"/p/{BrowserPetitions.Long}", SendNothingAsync),
        ["long-thanks"] = ($"/p/{BrowserPetitions.Long}/thanks", null),
        ["french"] = ($"/p/{BrowserPetitions.French}", null),
        ["german"] = ($"/p/{BrowserPetitions.German}", null),
        ["arabic"] = ($"/p/{BrowserPetitions.Arabic}", null),
        ["arabic-thanks"] = ($"/p/{BrowserPetitions.Arabic}/thanks", null),
        ["my"] = ("/my", null),
        ["snippets"] = ($"/p/{BrowserPetitions.Quiet}/embed", null),
        ["frame"] = ($"/embed/{BrowserPetitions.Quiet}", null),
        ["not-found"] = ($"/p/{BrowserPetitions.Unknown}", null),
    };

    public static IReadOnlyCollection<string> Names => Pages.Keys;

    /// <summary>Opens a page of that kind.</summary>
    public static async Task GoToAsync(this IPage page, string name, string lang = "en")
    {
        var (path, then) = Pages[name];
        await page.GotoAsync($"{path}?lang={lang}");
        // A petition that does not exist in this language is shown in one of its own.
        if (then is not null) await then(new SigningPage(page, Texts.Find(await page.Locator("html").GetAttributeAsync("lang"))!));
    }

    private static async Task SendNothingAsync(SigningPage form)
    {
        await form.SignButton.ClickAsync();
        await Expect(form.Summary).ToBeVisibleAsync();
    }

    // Shows the form waiting for its next try, and then clears what it stored.
    private static async Task ShowOverloadAsync(SigningPage form)
    {
        await form.Page.RouteAsync(RefusedPath, route => route.Request.Method == "POST"
            ? route.FulfillAsync(new() { Status = 503, ContentType = "text/html", Headers = [new("Retry-After", "60")],
                Body = "<p data-refusal=\"overloaded\">" })
            : route.FallbackAsync());
        await form.FillInAsync(signer: 1);
        await form.SignButton.ClickAsync();
        await Expect(form.TryNow).ToBeVisibleAsync();
        await form.Page.UnrouteAsync(RefusedPath);
        await form.Page.EvaluateAsync("() => sessionStorage.clear()");
    }

    private static async Task ReloadWithReceiptAsync(SigningPage form)
    {
        await form.Page.EvaluateAsync(
            "slug => sessionStorage.setItem(`petition-receipt:${slug}`, 'q3nT0b8mUqZs1vJ4yJd2mV5hX9cW7eR6tY1uI3oP0aS')",
            BrowserPetitions.Open);
        await form.Page.ReloadAsync();
        await Expect(form.Receipt).ToBeVisibleAsync();
        await form.Page.EvaluateAsync("() => sessionStorage.clear()");
    }
}
