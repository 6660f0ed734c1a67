using Petitions.Silo.Printing.Letters;
using Petitions.Silo.Printing.Typesetting;
using Petitions.Tests.Support;
using SkiaSharp;
using Xunit;
using static Petitions.Tests.Silo.Printing.Letters.PrintedLetters;

namespace Petitions.Tests.Silo.Printing.Letters;

/// <summary>Letters that are read from right to left.</summary>
public sealed class RightToLeftTests
{
    private static readonly LetterText Hebrew =
        With("שלום רב,\n\nאנא **הדליקו** את המנורה בשנת 2026 (Lantern Cove) בלילה.\n\n- פעם בשנה;\n\nבכבוד רב,", "he");

    [Fact]
    public async Task A_letter_is_copied_in_its_own_order()
    {
        using var fonts = NotoFonts.Open();
        var words = Plain(await Poppler.WordsOf(Print(fonts, Hebrew, Of("שרה", "כהן"))));
        Assert.Contains("אנא הדליקו את המנורה בשנת 2026 (Lantern Cove) בלילה.", words, StringComparison.Ordinal);
        Assert.Contains("שרה כהן", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_Arabic_letter_is_copied_in_its_own_order()
    {
        using var fonts = NotoFonts.Open();
        var letter = With("السيدة العزيزة،\n\nنرجو إضاءة **المصباح** القديم 3 مرات.\n\nمع التحية،", "ar");
        var words = Plain(await Poppler.WordsOf(Print(fonts, letter, Of("محمد", "علي"))));
        Assert.Contains("نرجو إضاءة المصباح القديم 3 مرات.", words, StringComparison.Ordinal);
        Assert.Contains("محمد علي", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_paragraphs_and_name_begin_at_the_right_margin()
    {
        using var fonts = NotoFonts.Open();
        using var page = await Poppler.PictureOf(Print(fonts, Hebrew, Of("שרה", "כהן")), 1, 72);
        var left = page.Width - (int)LetterStyle.Margins.Right;
        // The lower part has body and name, and no line of it reaches the left margin.
        for (var y = page.Height / 3; y < page.Height * 2 / 3; y++)
            Assert.DoesNotContain(Enumerable.Range(0, 110), x => IsDark(page, x, y));
        Assert.Contains(Enumerable.Range(page.Height / 3, page.Height / 3),
            y => Enumerable.Range(left - 6, 6).Any(x => IsDark(page, x, y)));
    }

    [Theory]
    [InlineData("abc אבג def", false, "abc גבא def")]
    [InlineData("אבג abc דהו", true, "והד abc גבא")]
    [InlineData("אב 12 גד", true, "דג 12 בא")]
    [InlineData("אב 1,234.5% גד", true, "דג 1,234.5% בא")]
    [InlineData("אב (abc) גד", true, "דג )abc( בא")]
    [InlineData("abc (אב) def", false, "abc )בא( def")]
    [InlineData("عدد 12-34", true, "12-34 ددع")]
    [InlineData("he said אב, גד.", false, "he said דג ,בא.")]
    public void Text_is_seen_in_the_order_of_the_Unicode_algorithm(string text, bool isRtl, string seen)
    {
        Assert.Equal(isRtl, Bidi.IsRtl(text, otherwise: !isRtl));
        var order = Bidi.VisualOrder(Bidi.Levels(text, isRtl));
        Assert.Equal(seen, string.Concat(order.Select(i => text[i])));
    }

    [Theory, InlineData("12 – 34", true), InlineData("", false)]
    public void Text_without_letters_has_the_direction_around_it(string text, bool around) =>
        Assert.Equal(around, Bidi.IsRtl(text, around));

    private static bool IsDark(SKBitmap page, int x, int y) => page.GetPixel(x, y).Red < 128;

    // Poppler marks text from right to left with invisible characters.
    private static string Plain(string text) => string.Concat(text.Where(c => c is not ('\u202a' or '\u202b' or '\u202c')));
}
