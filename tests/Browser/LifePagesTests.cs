using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>The preview of a draft, the notice of an extension and the page of an archived petition, on a phone and on a desk.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class LifePagesTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    private const string Draft = "lamp-draft", Extended = "lamp-extended", Archived = "lamp-archived";

    private static readonly int[] Widths = [360, 1280];

    private static readonly DateOnly Until = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(30));

    private static readonly DateOnly LongUntil = Until.AddDays(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("en", false), InlineData("de", true)]
    public async Task The_preview_of_a_draft_says_so_and_its_form_takes_nothing(string lang, bool scripts)
    {
        var texts = Texts.Find(lang)!;
        var page = await NewPageAsync(new() { JavaScriptEnabled = scripts, ViewportSize = new() { Width = 360, Height = 740 } });
        await page.GotoAsync($"{await DraftAsync()}?lang={lang}");
        await Expect(page.Locator("main").GetByRole(AriaRole.Heading).First).ToHaveTextAsync(texts["Preview_Title"]);
        await Expect(page.Locator("#givenName")).ToBeDisabledAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = texts["Form_Submit"] })).ToBeDisabledAsync();
        await Expect(page.Locator("script, petition-counter")).ToHaveCountAsync(0);
        await AssertFitsAsync(page, scripts);
        await Screenshots.TakeAsync(page, $"draft-{lang}", Widths);

        // The other language is at the same address.
        var other = lang == "en" ? "de" : "en";
        await page.Locator($".languages a[lang={other}]").ClickAsync();
        await Expect(page.Locator("main").GetByRole(AriaRole.Heading).First).ToHaveTextAsync(Texts.Find(other)!["Preview_Title"]);
    }

    [Theory, InlineData("en", true), InlineData("de", false)]
    public async Task An_extended_petition_says_until_when_and_why(string lang, bool scripts)
    {
        await ExtendAsync();
        var page = await NewPageAsync(new() { JavaScriptEnabled = scripts, ViewportSize = new() { Width = 360, Height = 740 } });
        await page.GotoAsync(SigningPage.PathOf(Extended, lang));
        var notice = page.GetByRole(AriaRole.Region, new() { Name = Texts.Find(lang)!["Extension_Title"] });
        await Expect(notice).ToContainTextAsync(
            Texts.Find(lang)!.With("Extension_Until", EndOf(LongUntil, lang), EndOf(Until, lang)));
        await Expect(notice).ToContainTextAsync(
            lang == "en" ? "The committee meets later than planned." : "Der Ausschuss tagt später als geplant.");
        await Expect(page.Locator("#givenName")).ToBeEnabledAsync();
        await AssertFitsAsync(page, scripts);
        await Screenshots.TakeAsync(page, $"extended-{lang}", Widths);
    }

    [Theory, InlineData("en"), InlineData("de")]
    public async Task An_archived_petition_is_a_record_with_its_final_number(string lang)
    {
        await PublishAsync(Archived, "", draft: false);
        await CallAsync(Archived, "archive", null);
        var page = await NewPageAsync(new() { ViewportSize = new() { Width = 360, Height = 740 } });
        await page.GotoAsync(SigningPage.PathOf(Archived, lang));
        await Expect(page.Locator(".sign h2")).ToHaveTextAsync(Texts.Find(lang)!["Archived_Title"]);
        await Expect(page.Locator(".state")).ToHaveTextAsync(Texts.Find(lang)!["State_Archived"]);
        await Expect(page.Locator("form")).ToHaveCountAsync(0);
        await AssertFitsAsync(page);
        await Screenshots.TakeAsync(page, $"archived-{lang}", Widths);
    }

    // Without scripts, axe would wait for ever.
    private static async Task AssertFitsAsync(IPage page, bool scripts = true)
    {
        var wide = await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth");
        Assert.False(wide, "The page is wider than a phone.");
        if (!scripts) return;
        await Axe.AssertFindsNothingAsync(page);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Axe.AssertContrastAsync(page);
    }

    private async Task<string> DraftAsync() => (string)(await PublishAsync(Draft, "", draft: true))["preview"]!;

    private async Task ExtendAsync()
    {
        await PublishAsync(Extended, $"closesAt: {Until:yyyy-MM-dd}\n", draft: false);
        await CallAsync(Extended, "extend", new()
        {
            ["closesAt"] = $"{LongUntil:yyyy-MM-dd}",
            ["reasons"] = new JsonArray(
                new JsonObject { ["text"] = "The committee meets later than planned. So there is more time to sign." },
                new JsonObject { ["text"] = "Der Ausschuss tagt später als geplant. Damit bleibt mehr Zeit.", ["lang"] = "de" }),
        });
    }

    private static string EndOf(DateOnly day, string lang) =>
        Texts.Find(lang)!.EndMoment(new(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero), null);

    private async Task<JsonObject> PublishAsync(string slug, string dates, bool draft)
    {
        using var folder = new ScratchFolder();
        BrowserPetitions.Write(folder.Path, slug, $"{dates}goals: [100, 1000]");
        var documents = Directory.EnumerateFiles(folder.Path).Order().Select(file =>
            new JsonObject { ["name"] = Path.GetFileName(file), ["content"] = File.ReadAllText(file) });
        return await CallAsync(slug, "publish", new() { ["documents"] = new JsonArray([.. documents]), ["draft"] = draft });
    }

    private async Task<JsonObject> CallAsync(string slug, string call, JsonObject? body)
    {
        using var admin = await AdminCalls.ConnectAsync(Program.Settings);
        using var answer = await admin.PostAsJsonAsync(new Uri($"/api/v1/admin/petitions/{slug}/{call}", UriKind.Relative), body, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
    }
}
