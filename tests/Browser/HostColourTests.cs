using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Petitions.Tests.Browser;

/// <summary>The counter takes its colours from custom properties of the page, else light or dark from the page's color-scheme.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class HostColourTests(Chromium chromium, BrowserTestProgram program) : HostedCounterTest(chromium, program)
{
    // The default background, named because axe assumes white for an unnamed one.
    private const string NamedGround = ":root { background: Canvas; }";

    private const string EveryProperty = """
        petition-counter {
          --petition-counter-color: rgb(1, 2, 3);
          --petition-counter-muted: rgb(4, 5, 6);
          --petition-counter-track: rgb(7, 8, 9);
          --petition-counter-accent: rgb(10, 11, 12);
          --petition-counter-on-accent: rgb(250, 251, 252);
          --petition-counter-background: rgb(240, 241, 242);
          --petition-counter-radius: 7px;
          --petition-counter-padding: 11px;
          --petition-counter-border: 3px solid rgb(13, 14, 15);
          --petition-counter-size: 20px;
          --petition-counter-font: monospace;
          --petition-counter-number-font: cursive;
        }
        """;

    [Fact]
    public async Task Custom_properties_set_the_colours_and_the_shape_of_the_counter()
    {
        await using var host = await HostSite.StartAsync(Counter.Snippet(Program.Address, BrowserPetitions.Quiet), css: EveryProperty);
        var (_, counter, _) = await OpenCounterAsync(5, 10, goal: 10, host: host, history: [(3, 2, 5)]);
        await Expect(counter.Number).ToHaveCSSAsync("color", "rgb(1, 2, 3)");
        await Expect(counter.Number).ToHaveCSSAsync("font-family", "cursive");
        await Expect(counter.Box).ToHaveCSSAsync("color", "rgb(4, 5, 6)");
        await Expect(counter.Box).ToHaveCSSAsync("background-color", "rgb(240, 241, 242)");
        await Expect(counter.Box).ToHaveCSSAsync("border", "3px solid rgb(13, 14, 15)");
        await Expect(counter.Box).ToHaveCSSAsync("border-radius", "7px");
        await Expect(counter.Box).ToHaveCSSAsync("padding", "11px");
        await Expect(counter.Box).ToHaveCSSAsync("font-size", "20px");
        await Expect(counter.Box).ToHaveCSSAsync("font-family", "monospace");
        await Expect(counter.Bar).ToHaveCSSAsync("background-color", "rgb(7, 8, 9)");
        await Expect(counter.Spark).ToHaveCSSAsync("stroke", "rgb(10, 11, 12)");
        await Expect(counter.Pause).ToHaveCSSAsync("fill", "rgb(4, 5, 6)");
        await Expect(counter.Link).ToHaveCSSAsync("background-color", "rgb(10, 11, 12)");
        await Expect(counter.Link).ToHaveCSSAsync("color", "rgb(250, 251, 252)");
        await Expect(counter.Link).ToHaveCSSAsync("border-radius", "7px");
    }

    [Theory]
    [InlineData("", ColorScheme.Dark, false)]
    [InlineData(":root { color-scheme: light dark; }", ColorScheme.Light, false)]
    [InlineData(":root { color-scheme: light dark; }", ColorScheme.Dark, true)]
    [InlineData(":root { color-scheme: dark; }", ColorScheme.Light, true)]
    [InlineData("petition-counter { color-scheme: dark; }", ColorScheme.Light, true)]
    public async Task The_counter_follows_the_colour_scheme_of_the_page_not_of_the_system(string css, ColorScheme system, bool isDark)
    {
        await using var host = await HostSite.StartAsync(Counter.Snippet(Program.Address, BrowserPetitions.Quiet), css: css + NamedGround);
        var (page, counter, _) = await OpenCounterAsync(5, 10, goal: 10, new() { ColorScheme = system }, host, history: [(3, 2, 5)]);
        await Expect(counter.Number).ToHaveCSSAsync("color", isDark ? "rgb(236, 232, 224)" : "rgb(29, 35, 39)");
        await Expect(counter.Box).ToHaveCSSAsync("background-color", isDark ? "rgb(29, 34, 38)" : "rgb(255, 253, 249)");
        await Expect(counter.Link).ToHaveCSSAsync("background-color", isDark ? "rgb(88, 194, 177)" : "rgb(11, 110, 99)");
        await Axe.AssertContrastAsync(page);
    }
}
