using Microsoft.Playwright;
using Petitions.Frontend.Localization;
using SkiaSharp;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>Readers with colours of their own, more contrast, or text of twice the size (WCAG 2.2: 1.4.4, 1.4.11, 2.4.11).</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class ReaderSettingsTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    private const string TwiceTheText = "() => { document.documentElement.style.fontSize = '200%'; }";

    // Without what browsers draw themselves, and buttons that look like links.
    private const string Edged = "button:not(.languages button), .button, progress, .sign, .letter, .card, .thanks > section, "
        + ".field input:not([type=checkbox]), .field select";

    // What a form control and a bar are recognised by: an edge that is not of the colour behind it.
    private const string WithoutEdge =
        """
        selector => [...document.querySelectorAll(selector)].filter(part => part.checkVisibility()).filter(part => {
          const style = getComputedStyle(part);
          return parseFloat(style.borderTopWidth) < 1 || style.borderTopStyle === 'none' || style.borderTopColor === 'rgba(0, 0, 0, 0)'
            || style.borderTopColor === getComputedStyle(document.body).backgroundColor;
        }).map(part => part.outerHTML)
        """;

    [Theory, InlineData("petition"), InlineData("thanks"), InlineData("home"), InlineData("closed"), InlineData("form-with-errors")]
    public async Task With_forced_colours_bars_buttons_and_boxes_have_an_edge(string name)
    {
        bool? scripts = name == "form-with-errors" ? null : false;
        var page = await NewPageAsync(new() { ForcedColors = ForcedColors.Active, JavaScriptEnabled = scripts });
        await page.GoToAsync(name);
        Assert.Empty(await page.EvaluateAsync<string[]>(
            WithoutEdge, Edged));
        await Screenshots.TakeAsync(page, $"{name}-forced", [360, 1280]);
    }

    [Fact]
    public async Task With_forced_colours_the_bar_shows_how_far_it_is_filled()
    {
        var page = await OpenAsync(SigningPage.PathOf(BrowserPetitions.NearGoal), new() { ForcedColors = ForcedColors.Active });
        var bar = page.Locator("petition-counter .box progress");
        await bar.EvaluateAsync("bar => { bar.max = 2; bar.value = 1; }");
        using var picture = SKBitmap.Decode(await bar.ScreenshotAsync());
        var (left, right, middle) = (picture.Width / 4, 3 * picture.Width / 4, picture.Height / 2);
        Assert.NotEqual(picture.GetPixel(left, middle), picture.GetPixel(right, middle));
        Assert.Contains(Enumerable.Range(0, picture.Height), y => picture.GetPixel(right, y) != picture.GetPixel(right, middle));
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task Readers_who_ask_for_more_contrast_get_seven_to_one_for_text_and_three_to_one_for_lines(ColorScheme scheme)
    {
        var page = await OpenAsync(SigningPage.PathOf(BrowserPetitions.Open), new() { ColorScheme = scheme, Contrast = Contrast.More });
        var ratios = await page.EvaluateAsync<Dictionary<string, double>>(
            """
            () => {
              const style = getComputedStyle(document.documentElement), probe = document.body.appendChild(document.createElement('i'));
              const light = name => {
                probe.style.color = style.getPropertyValue(name);
                const [r, g, b] = getComputedStyle(probe).color.match(/\d+/g).map(part => part / 255)
                  .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const ratio = (one, other) => {
                const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
                return (high + 0.05) / (low + 0.05);
              };
              return Object.fromEntries(['--ink', '--quiet', '--accent-strong', '--danger', '--line', '--field-line'].map(name =>
                [name, Math.min(ratio(name, '--paper'), ratio(name, '--ground'))]));
            }
            """);
        foreach (var text in new[] { "--ink", "--quiet", "--accent-strong", "--danger" }) Assert.InRange(ratios[text], 7, 21);
        foreach (var line in new[] { "--line", "--field-line" }) Assert.InRange(ratios[line], 3, 21);
        await Axe.AssertFindsNothingAsync(page);
    }

    [Fact]
    public async Task With_text_of_twice_the_size_every_page_fits_a_phone()
    {
        var page = await NewPageAsync(new() { ViewportSize = new() { Width = 360, Height = 800 } });
        foreach (var name in PageKinds.Names)
        {
            await page.GoToAsync(name, "de");
            await page.EvaluateAsync(TwiceTheText);
            var wide = await page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll('body *')]
                  .filter(part => part.checkVisibility() && !part.closest('pre, .unseen, .skip'))
                  .filter(part => part.getBoundingClientRect().right > innerWidth + 1).map(part => part.outerHTML.slice(0, 120))
                """);
            Assert.True(wide.Length == 0, $"{name}: {string.Join('\n', wide)}");
            await Screenshots.TakeAsync(page, $"{name}-de-twice", [360]);
        }
    }

    [Theory, InlineData(1, true), InlineData(1, false), InlineData(2, true), InlineData(2, false)]
    public async Task A_link_of_the_error_summary_shows_label_message_and_field(int times, bool scripts)
    {
        var page = await NewPageAsync(new() { ViewportSize = new() { Width = 360, Height = 640 }, JavaScriptEnabled = scripts });
        await page.GotoAsync(SigningPage.PathOf(BrowserPetitions.Open, "de"));
        var form = new SigningPage(page, Texts.Find("de")!);
        await form.SignButton.ClickAsync();
        await Expect(form.Summary).ToBeFocusedAsync();
        if (times == 2) await page.EvaluateAsync(TwiceTheText);
        foreach (var id in new[] { "givenName", "familyName", "email", "ageConfirmed", "consents" })
        {
            await form.Summary.Locator($"a[href='#{id}']").ClickAsync();
            await Expect(page.Locator($"#{id}")).ToBeFocusedAsync();
            foreach (var part in new[] { $"#{id}-error", $"#{id}" })
            {
                var box = (await page.Locator(part).BoundingBoxAsync())!;
                Assert.True(box.Y >= 0 && box.Y + box.Height <= 640, $"{part} is at {box.Y} to {box.Y + box.Height}.");
            }
            // At twice the size, hint and message of an e-mail address alone fill this screen in German.
            var label = (await page.Locator($"label[for={id}]").BoundingBoxAsync())!;
            if (times == 1 || id == "givenName") Assert.InRange(label.Y, 0, 640);
        }
    }
}
