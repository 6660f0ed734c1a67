using System.Text;
using System.Text.RegularExpressions;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Frontend.Sharing;
using Petitions.Grains.Documents;
using SkiaSharp;
using Xunit;

namespace Petitions.Tests.Frontend.Sharing;

/// <summary>The picture of a shared link, read back from its bytes.</summary>
public sealed partial class CardPainterTests : IDisposable
{
    private const int BandTop = 440;

    private static readonly CardContent Content =
        new(Texts.English, "Light it", "Jane Tully", 412, 1_000, PetitionPhase.Open, Rehearsal: false);

    private readonly CardPainter _painter = new();

    public void Dispose() => _painter.Dispose();

    [Fact]
    public void A_picture_has_the_size_that_pages_announce_and_is_not_large()
    {
        var png = _painter.Paint(Content);
        using var picture = SKBitmap.Decode(png);
        Assert.Equal((CardPainter.Width, CardPainter.Height), (picture.Width, picture.Height));
        Assert.InRange(png.Length, 1_000, 150_000);
    }

    [Fact]
    public void The_same_content_makes_the_same_bytes() => Assert.Equal(_painter.Paint(Content), _painter.Paint(Content with { }));

    [Fact]
    public void Another_count_changes_the_band_and_nothing_else()
    {
        using var one = SKBitmap.Decode(_painter.Paint(Content));
        using var other = SKBitmap.Decode(_painter.Paint(Content with { Count = 877 }));
        Assert.Equal(0, DifferenceOf(one, other, 0, BandTop - 10));
        Assert.True(DifferenceOf(one, other, BandTop, CardPainter.Height) > 1_000);
    }

    [Fact]
    public void The_bar_is_as_long_as_the_part_of_the_goal()
    {
        using var half = SKBitmap.Decode(_painter.Paint(Content with { Count = 500 }));
        using var passed = SKBitmap.Decode(_painter.Paint(Content with { Count = 1_000 }));
        Assert.InRange(BarOf(half), 520, 540);
        Assert.InRange(BarOf(passed), 1_050, 1_056);
    }

    [Fact]
    public void Everything_that_a_picture_says_changes_it()
    {
        CardContent[] contents =
        [
            Content,
            Content with { Title = "Put it out" },
            Content with { Addressee = "John Tully" },
            Content with { Goal = null },
            Content with { Count = 1_200 },
            Content with { Count = 0 },
            Content with { Count = null, Goal = null },
            Content with { Phase = PetitionPhase.Scheduled },
            Content with { Phase = PetitionPhase.Closed },
            Content with { Rehearsal = true },
            Content with { Texts = Texts.Find("de")! },
        ];
        Assert.Distinct(contents.Select(content => Convert.ToBase64String(_painter.Paint(content))));
    }

    [Theory]
    [InlineData("Größere Städte – «жизнь», Ελλάδα, Łódź, Tiếng Việt", "Größere Städte – «жизнь», Ελλάδα, Łódź, Tiếng Việt")]
    [InlineData("Trees 🌳 for\u00a0all\u202f!", "Trees for all !")]
    [InlineData("Cafe\u0301", "Café")]
    [InlineData("أضيئوا المصباح", null)]
    [InlineData("दीप जलाओ", null)]
    [InlineData("点亮 the lamp", null)]
    [InlineData("🌳", null)]
    public void Unsupported_symbols_are_dropped_and_text_with_unsupported_letters_is_left_out(string text, string? supported)
    {
        foreach (var font in new[] { "CardSerif", "CardSans" })
        {
            using var face = CardFont.Load(font);
            Assert.Equal(supported, face.WithoutUnsupported(text));
        }
    }

    [Fact]
    public void Letters_are_placed_by_kerning()
    {
        using var face = CardFont.Load("CardSerif");
        Assert.True(face.Measure("To", 100) < face.Measure("T", 100) + face.Measure("o", 100) - 3);
    }

    [Theory]
    [InlineData(200, "W"), InlineData(200, "i"), InlineData(3, " "), InlineData(40, "Ünbreakable-"), InlineData(1, "أ")]
    public void A_title_of_any_length_stays_within_the_margins(int times, string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        var content = Content with { Title = text, Addressee = text, Count = long.MaxValue, Goal = long.MaxValue };
        using var picture = SKBitmap.Decode(_painter.Paint(content));
        // The margins stay empty.
        foreach (var x in new[] { 40, CardPainter.Width - 30 })
            Assert.All(Enumerable.Range(0, BandTop - 10), y => Assert.Equal(CardColours.Paper, picture.GetPixel(x, y)));
    }

    [Fact]
    public void Its_colours_are_those_of_the_style_sheet()
    {
        // The first value of a token is that of the light colour scheme.
        var tokens = Token().Matches(Encoding.UTF8.GetString(LayoutAssets.Style.Content)).GroupBy(token => token.Groups["name"].Value)
            .ToDictionary(token => token.Key, token => SKColor.Parse(token.First().Groups["colour"].Value));
        Assert.All(CardColours.ByToken, colour => Assert.Equal(tokens[colour.Key], colour.Value));
    }

    private static int DifferenceOf(SKBitmap one, SKBitmap other, int top, int bottom)
    {
        var different = 0;
        for (var y = top; y < bottom; y++)
            for (var x = 0; x < one.Width; x++)
                if (one.GetPixel(x, y) != other.GetPixel(x, y)) different++;
        return different;
    }

    // White pixels on the middle of the bar.
    private static int BarOf(SKBitmap picture) =>
        Enumerable.Range(0, picture.Width).Count(x => picture.GetPixel(x, 580) == CardColours.OnAccent);

    [GeneratedRegex(@"--(?<name>[a-z-]+):\s*(?<colour>#[0-9a-f]{6});")]
    private static partial Regex Token();
}
