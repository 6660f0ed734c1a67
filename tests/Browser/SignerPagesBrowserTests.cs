using Microsoft.Playwright;
using Petitions.Frontend.Localization;
using Petitions.Tests.Frontend.SignerPages;
using Petitions.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>The signer pages in browsers: without scripts, by keyboard alone, on a phone, in both languages.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class SignerPageRendererTests(Chromium chromium, PostgresServer postgres) : IAsyncLifetime
{
    private const string Plain = "lamp-plain", HandedOver = "lamp-handed-over", Email = "lamp-email";

    private const int StopsMax = 40, PhoneWidth = 360;

    private readonly List<IBrowserContext> _contexts = [];

    private SignerPagesProgram _program = null!;

    public async ValueTask InitializeAsync() =>
        _program = await SignerPagesProgram.StartAsync(StoreKind.Sqlite, postgres, [Plain, HandedOver, Email]);

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts) await context.CloseAsync();
        if (_program is not null) await _program.DisposeAsync();
    }

    [Theory, InlineData("en"), InlineData("de")]
    public async Task Axe_finds_no_violation_and_every_page_fits_a_phone(string lang)
    {
        var page = await NewPageAsync();
        var complaints = PageErrors.Of(page);
        foreach (var (name, path) in await PathsAsync())
        {
            await page.GotoAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={lang}");
            await AssertIsGoodAsync(page, $"{name}-{lang}");
        }
        Assert.Empty(complaints);
        Assert.Empty(await page.Context.CookiesAsync());
    }

    [Theory, InlineData("en", true), InlineData("de", false)]
    public async Task A_form_with_errors_focuses_the_error_summary(string lang, bool scripts)
    {
        var texts = Texts.Find(lang)!;
        var page = await NewPageAsync(scripts);
        await page.GotoAsync($"/my?lang={lang}");
        await Button(page, texts["Mine_Ask_Submit"]).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = texts["Fault_petition_Unknown"] }).ClickAsync();
        await Expect(page.Locator("#petition")).ToBeFocusedAsync();
        if (scripts) await AssertIsGoodAsync(page, $"my-wrong-{lang}");

        var email = SignerPagesProgram.NewEmail();
        await _program.SignAsync(Plain, email);
        await page.GotoAsync($"{await _program.MineLinkAsync(Plain, email)}?lang={lang}");
        await page.Locator("#familyName").FillAsync("");
        await page.Locator("#correct").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = texts["Fault_familyName_Empty"] }).ClickAsync();
        await Expect(page.Locator("#familyName")).ToBeFocusedAsync();
        if (scripts) await AssertIsGoodAsync(page, $"mine-wrong-{lang}");
        await page.Locator("#familyName").FillAsync("Müßig <b>");
        await page.Locator("#correct").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync(texts["Mine_Done_corrected"]);
        await Expect(page.GetByText("Müßig <b>")).ToBeVisibleAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Confirm_withdraw_sign_again_and_erase_work_by_keyboard_alone(bool scripts)
    {
        var email = SignerPagesProgram.NewEmail();
        var confirm = await _program.SignForLinkAsync(Email, email);
        var page = await NewPageAsync(scripts);
        await page.GotoAsync(confirm + "?lang=en");
        await PressAsync(page, "main button");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Texts.English["Mine_Confirmed_Title"]);
        await page.ReloadAsync();
        await _program.AssertCountAsync(Email, 1);

        await PressAsync(page, "main a[href*='/mine/']");
        await PressAsync(page, "#withdraw");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync(Texts.English["Mine_Done_withdrawn"]);
        await _program.AssertCountAsync(Email, 0);
        await page.ReloadAsync();

        await Expect(page.Locator("#consents")).Not.ToBeCheckedAsync();
        await TabToAsync(page, "#ageConfirmed");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "#consents");
        await page.Keyboard.PressAsync("Space");
        await PressAsync(page, "#sign button");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync(Texts.English["Mine_Done_signed"]);
        await _program.AssertCountAsync(Email, 1);

        await PressAsync(page, "main a[href*='/erase']");
        await PressAsync(page, "#erase");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync(Texts.English["Mine_Done_erased"]);
        await Expect(page.Locator("#email")).ToHaveValueAsync("");
        await _program.AssertCountAsync(Email, 0);
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task Destructive_buttons_look_different_from_the_others(ColorScheme scheme)
    {
        var page = await NewPageAsync();
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        async Task<string> LookOfAsync(string path, string button)
        {
            await page.GotoAsync(path);
            return await page.Locator(button)
            .EvaluateAsync<string>("button => (style => style.backgroundColor + ' ' + style.color)(getComputedStyle(button))");
        }
        var gives = await LookOfAsync(await _program.SignForLinkAsync(Email, SignerPagesProgram.NewEmail()), "main button");
        var mine = await SignedAsync();
        var (withdraws, erases) = (await LookOfAsync(mine, "#withdraw"), await LookOfAsync(mine + "/erase", "#erase"));
        Assert.Equal(withdraws, erases);
        Assert.NotEqual(gives.Split(") ")[0], withdraws.Split(") ")[0]);
        Assert.NotEqual(gives.Split(") ")[1], withdraws.Split(") ")[1]);
    }

    // All kinds of signer pages by name.
    private async Task<List<(string Name, string Path)>> PathsAsync()
    {
        var paths = new List<(string, string)> { ("my", $"/my?petition={Plain}"), ("my-sent", "/my/sent"),
            ("wrong-link", $"/p/{Plain}/mine/x") };

        var pending = SignerPagesProgram.NewEmail();
        var replaced = await _program.SignForLinkAsync(Email, pending);
        var newest = await _program.SignForLinkAsync(Email, pending);
        paths.AddRange([("confirm", newest), ("replaced", replaced), ("mine-pending", await _program.MineLinkAsync(Email, pending))]);

        paths.Add(("stop-mail", await _program.StopMailLinkAsync(Email, pending)));

        var confirmed = SignerPagesProgram.NewEmail();
        var link = await _program.SignForLinkAsync(Email, confirmed);
        await _program.PostAsync(link);
        paths.Add(("confirmed", link));

        var signed = await SignedAsync();
        paths.AddRange([("mine", signed), ("erase", signed + "/erase")]);
        var withdrawn = await SignedAsync();
        await _program.PostAsync(withdrawn + "/withdraw");
        paths.Add(("mine-withdrawn", withdrawn + "?done=withdrawn"));
        var erased = await SignedAsync();
        await _program.PostAsync(erased + "/erase");
        paths.Add(("mine-erased", erased));
        var handedOver = await SignedAsync(HandedOver);
        await _program.HandOverAsync(HandedOver);
        paths.Add(("mine-handed-over", handedOver));
        return paths;
    }

    private async Task<string> SignedAsync(string slug = Plain)
    {
        var email = SignerPagesProgram.NewEmail();
        await _program.SignAsync(slug, email, givenName: "Maria", familyName: "Musterfrau-Österreicher", locale: "en");
        return await _program.MineLinkAsync(slug, email);
    }

    private async Task<IPage> NewPageAsync(bool scripts = true)
    {
        var context = await chromium.NewContextAsync(new()
        {
            BaseURL = _program.Settings.PublicBaseUrl.AbsoluteUri, Locale = "en-GB", ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = scripts,
            ViewportSize = new() { Width = PhoneWidth, Height = 800 },
        });
        _contexts.Add(context);
        return await context.NewPageAsync();
    }

    private static async Task AssertIsGoodAsync(IPage page, string name)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(PhoneWidth, 800);
        await Axe.AssertFindsNothingAsync(page);
        Assert.InRange(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 1, PhoneWidth);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Axe.AssertContrastAsync(page);
        await Screenshots.TakeAsync(page, $"rights-{name}", [PhoneWidth, 768, 1280]);
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name });

    private static async Task PressAsync(IPage page, string selector)
    {
        await TabToAsync(page, selector);
        await page.Keyboard.PressAsync("Enter");
    }

    // Tabs forward only; each focused element must show its focus.
    private static async Task TabToAsync(IPage page, string selector)
    {
        var wanted = page.Locator(selector).First;
        for (var stop = 0; stop < StopsMax; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = page.Locator(":focus").Last;
            if (await focused.CountAsync() == 0) continue;
            Assert.NotEqual("none", await focused.EvaluateAsync<string>("element => getComputedStyle(element).outlineStyle"));
            if (await focused.EvaluateAsync<bool>("(element, wanted) => element === wanted", await wanted.ElementHandleAsync())) return;
        }
        Assert.Fail($"{selector} was not reached with {StopsMax} times Tab.");
    }
}
