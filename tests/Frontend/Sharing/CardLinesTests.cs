using System.Globalization;
using Petitions.Frontend.Sharing;
using Xunit;

namespace Petitions.Tests.Frontend.Sharing;

/// <summary>How a title is broken into lines; here every character is one wide.</summary>
public sealed class CardLinesTests
{
    [Theory]
    [InlineData("Light it", 20, 3, "Light it")]
    [InlineData("one two three four", 14, 3, "one two|three four")]
    [InlineData("one two three four five six", 9, 3, "one two…")]
    [InlineData("Aaaa bbbb cccc", 9, 2, "Aaaa bbbb|cccc")]
    [InlineData("Ein Nord-Süd-Zug", 9, 3, "Ein Nord-|Süd-Zug")]
    [InlineData("Zug – ja", 5, 3, "Zug –|ja")]
    public void Lines_break_at_words_and_are_of_about_the_same_length(string text, int width, int linesMax, string expected)
    {
        var (lines, _) = CardLines.Wrap(text, width, linesMax, Measure);
        if (expected.EndsWith('…')) Assert.EndsWith("…", lines[^1], StringComparison.Ordinal);
        else Assert.Equal(expected, string.Join('|', lines));
    }

    [Fact]
    public void What_has_no_room_is_left_out_and_said_so()
    {
        var (lines, isWhole) = CardLines.Wrap("one two three four five six seven", 9, 3, Measure);
        Assert.Equal(["one two", "three", "four…"], lines);
        Assert.False(isWhole);
    }

    [Fact]
    public void A_word_that_is_wider_than_a_line_goes_on_in_the_next_one()
    {
        var (lines, isWhole) = CardLines.Wrap("Donaudampfschiff", 9, 3, Measure);
        Assert.Equal(["Donaudam-", "pfschiff"], lines);
        Assert.False(isWhole);
    }

    [Fact]
    public void What_the_reader_sees_as_one_character_is_not_cut()
    {
        var (lines, _) = CardLines.Wrap(string.Concat(Enumerable.Repeat("e\u0301\u0323", 7)), 4, 9, Measure);
        Assert.All(lines, line => Assert.StartsWith("e\u0301\u0323", line, StringComparison.Ordinal));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(3), InlineData(17), InlineData(1_000)]
    public void Every_width_comes_to_an_end_and_no_line_is_too_wide(int width)
    {
        var (lines, _) = CardLines.Wrap("Zum Erhalt der Donaudampfschifffahrtsgesellschaft – 🚂🚂 jetzt", width, 4, Measure);
        Assert.InRange(lines.Count, 1, 4);
        Assert.All(lines, line => Assert.True(Measure(line) <= Math.Max(width, 2), line));
    }

    private static float Measure(string text) => new StringInfo(text).LengthInTextElements;
}
