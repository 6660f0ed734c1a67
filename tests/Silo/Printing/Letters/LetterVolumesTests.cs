using System.Security.Cryptography;
using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Letters;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Silo.Printing.Letters.PrintedLetters;

namespace Petitions.Tests.Silo.Printing.Letters;

/// <summary>Letters as their addressee reads them.</summary>
public sealed class LetterVolumesTests : IDisposable
{
    private readonly FontLibrary _fonts = FontLibrary.Open(null);

    public void Dispose() => _fonts.Dispose();

    [Fact]
    public async Task A_letter_has_addressee_date_subject_body_name_and_ref()
    {
        var text = await Poppler.TextOf(Print(_fonts, Letter, Of("Maria", "Musterfrau", "Wien")), "-layout");
        string[] lines =
        [
            "Jane Tully", "Harbour Master", "1 Signal Quay", "Lantern Cove", "Wien, 30 November 2026", "Please light the lamp",
            "Dear Jane,", "please light it:", "• once a year;", "• at night.", "Sincerely,", "Maria Musterfrau",
            $"Line {Ref} of signatures.csv",
        ];
        Assert.Equal(lines, text.Trim('\f').Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
    }

    [Fact]
    public async Task A_letter_without_place_has_the_date_alone()
    {
        var text = await Poppler.TextOf(Print(_fonts, Letter, Of("Maria", "Musterfrau")), "-layout");
        Assert.Contains(text.Split('\n'), line => line.Trim() == "30 November 2026");
    }

    [Fact]
    public async Task Further_recipients_stand_below_the_address()
    {
        var words = await Poppler.WordsOf(Print(_fonts, To("The museum", "The mayor"), Of("Maria", "Musterfrau")));
        Assert.Contains("Lantern Cove Copy to: The museum; The mayor", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Łucja", "Žáková-Nguyễn")]
    [InlineData("Αλεξάνδρα", "Παπαδοπούλου")]
    [InlineData("Мария", "Щербакова")]
    [InlineData("O'Neil & \"Sons\"", "<b>Smith</b>")]
    [InlineData("Fiona", "Affleck-Offitt")]
    [InlineData("J\u0308org", "(Ben) [x] \\ /")]
    public async Task Names_are_printed_as_they_were_typed(string givenName, string familyName)
    {
        var words = await Poppler.WordsOf(Print(_fonts, Letter, Of(givenName, familyName)));
        Assert.Contains($"Sincerely, {givenName} {familyName} Line", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("محمد", "عبد الله")]
    [InlineData("לאה", "כהן")]
    [InlineData("प्रियंका", "श्रीवास्तव")]
    [InlineData("क्षितिज", "त्रिपाठी")]
    public async Task Names_of_other_scripts_are_printed_where_there_is_a_font(string givenName, string familyName)
    {
        using var fonts = NotoFonts.Open();
        var text = await Poppler.WordsOf(Print(fonts, Letter, Of(givenName, familyName)));
        // Poppler marks text from right to left with invisible characters.
        var words = string.Concat(text.Where(c => c is not ('\u202a' or '\u202b' or '\u202c')));
        Assert.Contains($"Sincerely, {givenName} {familyName} Line", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "The name is in the list signatures.csv, in the line ABCDEFGH23456789.")]
    [InlineData("de", "Der Name steht in der Liste signatures.csv, in der Zeile ABCDEFGH23456789.")]
    public async Task A_name_that_no_font_has_is_named_by_its_ref(string lang, string expected)
    {
        using var target = new MemoryStream();
        using var volumes = new LetterVolumes(_fonts, Options(With("Dear Jane,\n\nSincerely,", lang), _ => target));
        volumes.Add(Of("प्रियंका", "Smith", lang: lang));
        volumes.Complete();
        var words = await Poppler.WordsOf(target.ToArray());
        Assert.Contains($"Sincerely, {expected}", words, StringComparison.Ordinal);
        Assert.DoesNotContain("Smith", words, StringComparison.Ordinal);
        Assert.Equal(1, volumes.NamesElsewhere);
    }

    [Fact]
    public async Task A_place_that_no_font_has_is_named_by_the_ref_and_the_name_is_printed()
    {
        var words = await Poppler.WordsOf(Print(_fonts, Letter, Of("Maria", "Musterfrau", "القاهرة")));
        Assert.Contains($"[place: see the list, {Ref}], 30 November 2026", words, StringComparison.Ordinal);
        Assert.Contains("Sincerely, Maria Musterfrau", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("W", 100)]
    [InlineData("Wolfeschlegelsteinhausenbergerdorff ", 2)]
    [InlineData("i", 100)]
    public async Task A_very_long_name_is_printed_whole_and_within_the_margins(string piece, int times)
    {
        var name = string.Concat(Enumerable.Repeat(piece, times)).Trim();
        var pdf = Print(_fonts, Letter, Of(name, name, name));
        var letters = string.Concat((await Poppler.TextOf(pdf)).Where(c => !char.IsWhiteSpace(c)));
        Assert.Contains($"Sincerely,{name}{name}Line".Replace(" ", "", StringComparison.Ordinal), letters, StringComparison.Ordinal);
        using var page = await Poppler.PictureOf(pdf, 1, 36);
        // 20 mm at the edges stay white.
        var edge = (int)(20 / 25.4 * 36);
        for (var y = 0; y < page.Height; y++)
        {
            for (var x = 0; x < edge; x++)
            {
                Assert.Equal(0xFF, page.GetPixel(x, y).Red);
                Assert.Equal(0xFF, page.GetPixel(page.Width - 1 - x, y).Red);
            }
        }
    }

    [Fact]
    public async Task A_letter_of_ten_pages_has_the_name_on_the_last_and_its_number_on_each()
    {
        var paragraphs = Enumerable.Range(1, 290).Select(i => $"Paragraph {i} says that a lamp is made to be seen.");
        var letter = With($"Dear Jane,\n\n{string.Join("\n\n", paragraphs)}\n\nSincerely,");
        var pages = (await Poppler.TextOf(Print(_fonts, letter, Of("Maria", "Musterfrau")))).TrimEnd('\f').Split('\f');
        Assert.Equal(10, pages.Length);
        Assert.All(pages, (page, i) => Assert.Contains($"page {i + 1} of 10", page, StringComparison.Ordinal));
        Assert.All(pages[..^1], page => Assert.DoesNotContain("Musterfrau", page, StringComparison.Ordinal));
        Assert.Contains("Musterfrau", pages[^1], StringComparison.Ordinal);
        var words = string.Join(' ', string.Concat(pages).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.All(Enumerable.Range(1, 290), i => Assert.Contains($"Paragraph {i} says", words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Closing_and_name_stand_on_one_page_however_long_the_letter_is()
    {
        for (var lines = 20; lines < 40; lines++)
        {
            var letter = With($"Dear Jane,\n\n{string.Join("\\\n", Enumerable.Range(1, lines).Select(i => $"line {i}"))}\n\nSincerely,");
            var pages = (await Poppler.TextOf(Print(_fonts, letter, Of("Maria", "Musterfrau")))).TrimEnd('\f').Split('\f');
            Assert.Matches("Sincerely,\n+Maria Musterfrau\n", pages[^1]);
        }
    }

    [Fact]
    public async Task Fonts_are_embedded_as_subsets_and_can_be_copied()
    {
        var fonts = await Poppler.FontsOf(Print(_fonts, Letter, Of("Maria", "Musterfrau")));
        Assert.Equal(3, fonts.Count);
        Assert.All(fonts, font => Assert.Matches(@"^[A-Z]{6}\+LetterSerif-\w+\s+CID TrueType\s+Identity-H\s+yes yes yes", font));
    }

    [Fact]
    public void Letters_fill_one_volume_after_the_other()
    {
        var volumes = new Dictionary<int, MemoryStream>();
        var options = Options(Letter, number => volumes[number] = new MemoryStream()) with { LettersPerVolume = 3 };
        using (var printer = new LetterVolumes(_fonts, options))
        {
            for (var i = 0; i < 7; i++) printer.Add(Of("Maria", $"Musterfrau {i}"));
            printer.Complete();
            Assert.Equal((7, 7, 3), (printer.Letters, printer.Pages, printer.Volumes));
        }
        Assert.Equal([1, 2, 3], volumes.Keys.Order());
        Assert.All(volumes.Values, volume => Assert.EndsWith("%%EOF\n", System.Text.Encoding.ASCII.GetString(volume.ToArray())));
        // A disposed stream: the caller need not close it.
        Assert.All(volumes.Values, volume => Assert.False(volume.CanWrite));
    }

    [Theory]
    [InlineData(1, 10_000, "letters.pdf")]
    [InlineData(1, 10_001, "letters-001.pdf")]
    [InlineData(100, 1_000_000, "letters-100.pdf")]
    public void Several_volumes_are_numbered(int number, long letters, string name) =>
        Assert.Equal(name, LetterVolumes.FileName(number, letters));

    [Fact]
    public async Task Each_signer_gets_the_version_and_language_that_was_signed()
    {
        using var target = new MemoryStream();
        var options = Options(Letter, _ => target) with
        {
            LetterOf = (version, lang) => With($"Version {version} in {lang}.\n\nSincerely,", lang),
        };
        using var volumes = new LetterVolumes(_fonts, options);
        foreach (var (version, lang) in new[] { (1, "en"), (2, "de"), (1, "en") }) volumes.Add(Of("A", "B", null, lang, version));
        volumes.Complete();
        var pages = (await Poppler.TextOf(target.ToArray())).TrimEnd('\f').Split('\f');
        Assert.Equal(3, pages.Length);
        Assert.Contains("Version 1 in en.", pages[0], StringComparison.Ordinal);
        Assert.Contains("Version 2 in de.", pages[1], StringComparison.Ordinal);
        Assert.Contains("30. November 2026", pages[1], StringComparison.Ordinal);
        Assert.Contains("Version 1 in en.", pages[2], StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_letters_make_the_same_bytes()
    {
        var one = Print(_fonts, Letter, Of("Maria", "Musterfrau", "Wien"));
        using var others = FontLibrary.Open(null);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(one)),
            Convert.ToHexString(SHA256.HashData(Print(others, Letter, Of("Maria", "Musterfrau", "Wien")))));
    }

    [Fact]
    public void A_further_letter_costs_some_hundred_bytes()
    {
        var body = With(string.Concat(Enumerable.Repeat("A lamp is made to be seen, and says it once more. ", 40)));
        var (few, many) = (Print(_fonts, body, Many(10)).Length, Print(_fonts, body, Many(110)).Length);
        Assert.InRange((many - few) / 100, 200, 900);
    }

    [Fact]
    public void What_no_font_has_of_a_letter_is_named_before_it_is_printed()
    {
        Assert.Equal(["क", "☃"], LetterLayout.MissingIn(With("Dear **क**,\n\n☃ light ☃ it"), _fonts));
        Assert.Empty(LetterLayout.MissingIn(Letter, _fonts));
    }

    private static SignedLetter[] Many(int letters) =>
        [.. Enumerable.Range(0, letters).Select(i => Of("Maria", $"Musterfrau {i}", "Wien"))];
}
