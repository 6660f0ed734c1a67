using Microsoft.Playwright;
using Petitions.Frontend;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>Every kind of page there is, by a name that says which.</summary>
internal static class SomePages
{
    private const string FormWithErrors = "form-with-errors";

    private static readonly Dictionary<string, string> Paths = new()
    {
        ["home"] = "/",
        ["petition"] = $"/p/{BrowsedPetitions.Open}",
        [FormWithErrors] = $"/p/{BrowsedPetitions.Open}",
        ["thanks"] = $"/p/{BrowsedPetitions.Open}/thanks",
        ["closed"] = $"/p/{BrowsedPetitions.Closed}",
        ["snippets"] = $"/p/{BrowsedPetitions.Quiet}/embed",
        ["frame"] = $"/embed/{BrowsedPetitions.Quiet}",
        ["not-found"] = $"/p/{BrowsedPetitions.Unknown}",
    };

    public static IReadOnlyCollection<string> Names => Paths.Keys;

    /// <summary>Brings the tab to that page.</summary>
    public static async Task GoToAsync(this IPage page, string name, string lang = "en")
    {
        await page.GotoAsync($"{Paths[name]}?lang={lang}");
        if (name != FormWithErrors) return;
        var form = new SigningPage(page, Texts.Find(lang)!);
        await form.SignButton.ClickAsync();
        await Expect(form.Summary).ToBeVisibleAsync();
    }
}
