using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Browser;

/// <summary>The form of a petition, found by what people see and screen readers say.</summary>
internal sealed class SigningPage(IPage page, Texts texts)
{
    /// <summary>Where the form is sent, as Playwright matches addresses.</summary>
    public const string PostPath = "**/p/*?lang=*";

    public IPage Page => page;

    public ILocator GivenName => Box("Form_GivenName");

    public ILocator FamilyName => Box("Form_FamilyName");

    public ILocator Email => Box("Form_Email");

    public ILocator Age => page.GetByRole(AriaRole.Checkbox, new() { Name = texts.With("Form_Age", 16) });

    /// <summary>Its name is the text of the consent, which is the document's.</summary>
    public ILocator Consent => page.Locator("#consents");

    public ILocator SignButton => page.Locator("#sign").GetByRole(AriaRole.Button, new() { Name = texts["Form_Submit"] });

    /// <summary>The same button whatever it says at the moment.</summary>
    public ILocator Button => page.Locator("form [type=submit]");

    public ILocator TryNow => page.GetByRole(AriaRole.Button, new() { Name = texts["Sending_Now"] });

    public ILocator StopTrying => page.GetByRole(AriaRole.Button, new() { Name = texts["Sending_Stop"] });

    /// <summary>What is read out while the form is sent.</summary>
    public ILocator Said => page.Locator(".sending [role=status]");

    /// <summary>Leads to the page as the server would show it now.</summary>
    public ILocator Reload => page.GetByRole(AriaRole.Link, new() { Name = texts["Sending_Reload"] });

    /// <summary>The receipt on the page that thanks.</summary>
    public ILocator Receipt => page.Locator(".receipt code");

    public ILocator Summary => page.GetByRole(AriaRole.Alert);

    /// <summary>The operation that the form would be sent with; empty before the first time.</summary>
    public Task<string> OperationAsync() => page.Locator("[name=idempotencyKey]").InputValueAsync();

    public ILocator Title => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public static string PathOf(string slug, string lang = "en") => $"/p/{slug}?lang={lang}";

    /// <summary>Everything that is required.</summary>
    public async Task FillInAsync(int signer)
    {
        await GivenName.FillAsync("Maria");
        await FamilyName.FillAsync("Musterfrau");
        await Email.FillAsync(SigningClient.EmailOf(signer));
        await Age.CheckAsync();
        await Consent.CheckAsync();
    }

    /// <summary>The browser shows the page that thanks.</summary>
    public async Task ExpectThanksAsync()
    {
        await ExpectThanksAddressAsync();
        await Assertions.Expect(Title).ToHaveTextAsync(texts["Thanks_Title"]);
    }

    /// <summary>The browser is at the page that thanks, whatever it thanks for.</summary>
    /// <remarks>
    /// Expectations look again and again. Playwright's wait for an address can miss the event that it waits for: it asks first whether the
    /// page is loaded, and listens only then.
    /// </remarks>
    public Task ExpectThanksAddressAsync() => Assertions.Expect(page).ToHaveURLAsync(new Regex("/thanks\\?lang="));

    /// <summary>The network brings the form to the program, and the first answer never back.</summary>
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

    /// <summary>From now on time passes on the page only where a test lets it. Its clock was installed before it was loaded.</summary>
    /// <remarks>
    /// Playwright stops a clock only at a moment that is still to come, which a near one may no longer be when a busy machine gets there. An
    /// hour more or less is nothing to a form that was not sent yet.
    /// </remarks>
    public Task StopClockAsync() => page.Clock.PauseAtAsync(TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1));

    private ILocator Box(string label) => page.GetByRole(AriaRole.Textbox, new() { Name = texts[label] });
}
