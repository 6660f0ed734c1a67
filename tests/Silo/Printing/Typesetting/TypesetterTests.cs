using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Typesetting;
using Xunit;

namespace Petitions.Tests.Silo.Printing.Typesetting;

/// <summary>Lines of paragraphs.</summary>
public sealed class TypesetterTests : IDisposable
{
    private readonly FontLibrary _fonts = FontLibrary.Open(null);
    private readonly Typesetter _typesetter;

    public TypesetterTests() => _typesetter = new(_fonts);

    public void Dispose()
    {
        _typesetter.Dispose();
        _fonts.Dispose();
    }

    [Theory]
    [InlineData("one two three four five six", 60)]
    [InlineData("Donaudampfschifffahrtsgesellschaftskapitän", 50)]
    [InlineData("https://example.org/a/very/long/address/of/a/page", 80)]
    [InlineData("a", 0.1)]
    [InlineData("  leading and   many   spaces  ", 55)]
    public void No_line_is_wider_than_its_column_and_no_letter_is_lost(string text, double width)
    {
        var lines = _typesetter.Lines(text, new TextFormat(10, width, "en"));
        Assert.All(lines, line => Assert.True(line.Width <= width || line.Runs.Sum(run => run.End - run.Start) == 1));
        var seen = string.Concat(lines.SelectMany(line => line.Runs).Select(run => run.Text[run.Start..run.End]));
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), seen.Replace(" ", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("30\u00a0November 2026", 75, "30\u00a0November")]
    [InlineData("Bürger-Initiative", 45, "Bürger-")]
    [InlineData("one\ntwo", 500, "one")]
    [InlineData("-12 and", 20, "-12")]
    public void A_line_ends_where_readers_expect_it(string text, double width, string first) =>
        Assert.Equal(first, TextOf(_typesetter.Lines(text, new TextFormat(10, width, "en"))[0]));

    [Fact]
    public void Letters_are_kerned()
    {
        double Width(string text) => _typesetter.Lines(text, new TextFormat(100, 1_000, "en"))[0].Width;
        Assert.True(Width("To") < Width("T") + Width("o") - 3);
    }

    [Fact]
    public void Styles_use_the_fonts_of_their_style()
    {
        var line = _typesetter.Lines([new("a "), new("b", FontStyle.Bold), new("c", FontStyle.Italic)], new TextFormat(10, 100, "en"))[0];
        Assert.Equal([FontStyle.Regular, FontStyle.Bold, FontStyle.Italic], line.Runs.Select(run => run.Face.Style));
    }

    [Fact]
    public void A_text_without_characters_has_no_lines() => Assert.Empty(_typesetter.Lines("", new TextFormat(10, 100, "en")));

    private static string TextOf(TextLine line) => string.Concat(line.Runs.Select(run => run.Text[run.Start..run.End]));
}
