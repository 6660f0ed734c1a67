using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Browser;

/// <summary>The sign form, located by accessible names.</summary>
internal sealed class SigningPage(IPage page, Texts texts)
{
    /// <summary>The form's address as a Playwright pattern.</summary>
    public const string PostPath = "**/p/*?lang=*";

    public IPage Page => page;

    public ILocator GivenName => Box("Form_GivenName");

    public ILocator FamilyName => Box("Form_FamilyName");

    public ILocator Email => Box("Form_Email");

    public ILocator Age => page.GetByRole(AriaRole.Checkbox, new() { Name = texts.With("Form_Age", 16) });

    /// <summary>By id: its accessible name is the document's consent text.</summary>
    public ILocator Consent => page.Locator("#consents");

    public ILocator SignButton => page.Locator("#sign").GetByRole(AriaRole.Button, new() { Name = texts["Form_Submit"] });

    /// <summary>The submit button, whatever its text.</summary>
    public ILocator Button => page.Locator("form [type=submit]");

    public ILocator TryNow => page.GetByRole(AriaRole.Button, new() { Name = texts["Sending_Now"] });

    public ILocator StopTrying => page.GetByRole(AriaRole.Button, new() { Name = texts["Sending_Stop"] });

    /// <summary>The status for screen readers while the form is sent.</summary>
    public ILocator Status => page.Locator(".sending [role=status]");

    /// <summary>The link that reloads the page.</summary>
    public ILocator Reload => page.GetByRole(AriaRole.Link, new() { Name = texts["Sending_Reload"] });

    /// <summary>The receipt on the thanks page.</summary>
    public ILocator Receipt => page.Locator(".receipt code");

    public ILocator Summary => page.GetByRole(AriaRole.Alert);

    /// <summary>The form's operation id; empty before the first submission.</summary>
    public Task<string> OperationAsync() => page.Locator("[name=idempotencyKey]").InputValueAsync();

    public ILocator Title => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public static string PathOf(string slug, string lang = "en") => $"/p/{slug}?lang={lang}";

    /// <summary>Fills in all required fields.</summary>
    public async Task FillInAsync(int signer)
    {
        await GivenName.FillAsync("Maria");
        await FamilyName.FillAsync("Musterfrau");
        await Email.FillAsync(SigningClient.EmailOf(signer));
        await Age.CheckAsync();
        await Consent.CheckAsync();
    }

    /// <summary>Expects the thanks page.</summary>
    public async Task ExpectThanksAsync()
    {
        await ExpectThanksAddressAsync();
        await Assertions.Expect(Title).ToHaveTextAsync(texts["Thanks_Title"]);
    }

    /// <summary>Expects the address of the thanks page.</summary>
    /// <remarks>
    /// Expectations poll. Playwright's wait for an address can miss its event: it checks first whether the
    /// page is loaded, and listens only then.
    /// </remarks>
    public Task ExpectThanksAddressAsync() => Assertions.Expect(page).ToHaveURLAsync(new Regex("/thanks\\?lang="));

    /// <summary>The first request reaches the program, but its response is lost.</summary>
    public Task LoseFirstAnswerAsync()
    {
        var tries = 0;
        return page.RouteAsync(PostPath, async route =>
        {
            if (route.Request.Method != "POST" || ++tries > 1)
            {
                await route.ContinueAsync();
                return;
            }
            Assert.Equal(201, (await route.FetchAsync()).Status);
            await route.AbortAsync("connectionreset");
        });
    }

    /// <summary>
    /// Stops the page's clock; only the test moves it from now on. The clock must be installed before the page is loaded.
    /// </summary>
    /// <remarks>
    /// Playwright stops a clock only at a future time, and a near one may have passed on a busy machine. An
    /// hour has no effect on a form that was not sent yet.
    /// </remarks>
    public Task StopClockAsync() => page.Clock.PauseAtAsync(TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1));

    private ILocator Box(string label) => page.GetByRole(AriaRole.Textbox, new() { Name = texts[label] });
}
