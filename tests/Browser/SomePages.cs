using Microsoft.Playwright;
using Petitions.Frontend.Localization;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>Every kind of page there is, by a name that says which.</summary>
internal static class SomePages
{
    private const string RefusedPath = "**/p/*?lang=*";

    private static readonly Dictionary<string, (string Path, Func<SigningPage, Task>? Then)> Pages = new()
    {
        ["home"] = ("/", null),
        ["petition"] = ($"/p/{BrowsedPetitions.Open}", null),
        ["petition-confirmed"] = ($"/p/{BrowsedPetitions.Confirmed}", null),
        ["participation"] = ($"/p/{BrowsedPetitions.Participation}", null),
        ["form-with-errors"] = ($"/p/{BrowsedPetitions.Open}", SendNothingAsync),
        ["overload"] = ($"/p/{BrowsedPetitions.Open}", MeetACrowdAsync),
        ["thanks"] = ($"/p/{BrowsedPetitions.Open}/thanks", null),
        ["thanks-with-receipt"] = ($"/p/{BrowsedPetitions.Open}/thanks", ReloadWithReceiptAsync),
        ["thanks-confirmed"] = ($"/p/{BrowsedPetitions.Confirmed}/thanks", null),
        ["closed"] = ($"/p/{BrowsedPetitions.Closed}", null),
        ["scheduled"] = ($"/p/{BrowsedPetitions.Scheduled}", null),
        ["long"] = ($"/p/{BrowsedPetitions.Long}", SendNothingAsync),
        ["long-thanks"] = ($"/p/{BrowsedPetitions.Long}/thanks", null),
        ["snippets"] = ($"/p/{BrowsedPetitions.Quiet}/embed", null),
        ["frame"] = ($"/embed/{BrowsedPetitions.Quiet}", null),
        ["not-found"] = ($"/p/{BrowsedPetitions.Unknown}", null),
    };

    public static IReadOnlyCollection<string> Names => Pages.Keys;

    /// <summary>Brings the tab to that page.</summary>
    public static async Task GoToAsync(this IPage page, string name, string lang = "en")
    {
        var (path, then) = Pages[name];
        await page.GotoAsync($"{path}?lang={lang}");
        if (then is not null) await then(new SigningPage(page, Texts.Find(lang)!));
    }

    private static async Task SendNothingAsync(SigningPage form)
    {
        await form.SignButton.ClickAsync();
        await Expect(form.Summary).ToBeVisibleAsync();
    }

    // The form waits as long as it is looked at, and then leaves nothing behind.
    private static async Task MeetACrowdAsync(SigningPage form)
    {
        await form.Page.RouteAsync(RefusedPath, route => route.Request.Method == "POST"
            ? route.FulfillAsync(new() { Status = 503, ContentType = "text/html", Headers = [new("Retry-After", "60")], Body = "<p data-refusal=\"overloaded\">" })
            : route.FallbackAsync());
        await form.FillInAsync(signer: 1);
        await form.SignButton.ClickAsync();
        await Expect(form.TryNow).ToBeVisibleAsync();
        await form.Page.UnrouteAsync(RefusedPath);
        await form.Page.EvaluateAsync("() => sessionStorage.clear()");
    }

    private static async Task ReloadWithReceiptAsync(SigningPage form)
    {
        await form.Page.EvaluateAsync("slug => sessionStorage.setItem(`petition-receipt:${slug}`, 'q3nT0b8mUqZs1vJ4yJd2mV5hX9cW7eR6tY1uI3oP0aS')", BrowsedPetitions.Open);
        await form.Page.ReloadAsync();
        await Expect(form.Receipt).ToBeVisibleAsync();
        await form.Page.EvaluateAsync("() => sessionStorage.clear()");
    }
}
