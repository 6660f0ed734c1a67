using Petitions.Grains.Documents;
using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Sheets;
using Petitions.Tests.Support;
using QRCoder;
using Xunit;

namespace Petitions.Tests.Silo.Printing.Sheets;

/// <summary>Sheets to sign on paper.</summary>
public sealed class SheetTests : IDisposable
{
    private const string Url = "https://example.org/p/old-lamp?lang=en";

    private static readonly PetitionDocument Document = SampleDocument.ReadBoth(SampleDocument.English, SampleDocument.German).Good();
    private static readonly SheetContent English = ContentIn("en");
    private static readonly SheetContent German = ContentIn("de");

    private readonly FontLibrary _fonts = FontLibrary.Open(null);

    public void Dispose() => _fonts.Dispose();

    [Fact]
    public async Task A_sheet_has_letter_consent_ten_lines_and_the_address_of_the_page()
    {
        var words = await Poppler.WordsOf(Sheet(English), "-raw");
        string[] parts =
        [
            "Open letter to Jane Tully", "Light the lamp", $"Sign online: {Url}", "Dear Jane,", "please light it.", "Sincerely,",
            "By signing, I declare: I agree. Nobody may tell you. Signers are at least 16 years old.", "https://example.org/privacy",
            "Version 3 (en) of the document, 2026-01 of the consent.",
            "No. Given name Family name Place Country E-mail (optional) Signature 1 2 3 4 5 6 7 8 9 10",
        ];
        Assert.All(parts, part => Assert.Contains(part, words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_words_are_in_the_language_of_the_text()
    {
        var words = await Poppler.WordsOf(Sheet(German), "-raw");
        Assert.Contains("Nr. Vorname Nachname Ort Land E-Mail (freiwillig) Unterschrift", words, StringComparison.Ordinal);
        Assert.Contains("Mit meiner Unterschrift erkläre ich: Ich willige ein.", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_document_does_not_ask_for_has_no_column()
    {
        var facts = English.Facts with { FieldsLeftOut = ["place", "country"] };
        var words = await Poppler.WordsOf(Sheet(English with { Facts = facts }), "-raw");
        Assert.Contains("Given name Family name E-mail (optional) Signature", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_letter_fits_on_one_page_and_a_long_one_has_all_lines_on_the_last()
    {
        Assert.Single((await Poppler.TextOf(Sheet(English))).TrimEnd('\f').Split('\f'));
        var text = English.Text with { Letter = string.Concat(Enumerable.Repeat("A lamp is made to be seen.\n\n", 60)) };
        var pages = (await Poppler.TextOf(Sheet(English with { Text = text }))).TrimEnd('\f').Split('\f');
        Assert.True(pages.Length > 1);
        Assert.All(pages[..^1], page => Assert.DoesNotContain("Family name", page, StringComparison.Ordinal));
        Assert.All(["Light the lamp", "I agree.", "Family name"], part => Assert.Contains(part, pages[^1], StringComparison.Ordinal));
        Assert.Contains($"Page {pages.Length} of {pages.Length}", pages[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_says_the_address_of_the_page()
    {
        const int dotsPerInch = 288;
        using var page = await Poppler.PictureOf(Sheet(English), 1, dotsPerInch);
        using var code = QRCodeGenerator.GenerateQrCode(Url, QRCodeGenerator.ECCLevel.Q);
        var modules = code.ModuleMatrix.Count;
        // Without its free margin of four modules, the code is the only dark area at the upper right.
        var dark = (from y in Enumerable.Range(0, page.Height * 27 / 200)
                    from x in Enumerable.Range(page.Width * 3 / 4, page.Width / 4)
                    where page.GetPixel(x, y).Red < 100
                    select (X: x, Y: y)).ToList();
        var (left, top) = (dark.Min(dot => dot.X), dark.Min(dot => dot.Y));
        var size = (dark.Max(dot => dot.X) + 1 - left) / (double)(modules - 8);
        for (var row = 0; row < modules - 8; row++)
        {
            for (var column = 0; column < modules - 8; column++)
            {
                var pixel = page.GetPixel((int)(left + (column + 0.5) * size), (int)(top + (row + 0.5) * size));
                Assert.Equal(code.ModuleMatrix[row + 4][column + 4], pixel.Red < 128);
            }
        }
    }

    [Fact]
    public async Task A_letter_to_fill_in_has_the_lines_of_its_signer()
    {
        var words = await Poppler.WordsOf(Letter(German));
        string[] parts =
        [
            "Jane Tully", "Ort, Datum", "Bitte die Lampe anzünden", "bitte anzünden.", "Unterschrift Vorname, Nachname", "Ich willige ein.",
        ];
        Assert.All(parts, part => Assert.Contains(part, words, StringComparison.Ordinal));
        var places = parts.Select(part => words.IndexOf(part, StringComparison.Ordinal));
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public async Task Signers_read_their_language_beside_a_letter_in_another()
    {
        var text = German.Text with { WrittenIn = "en", Letter = "Dear Jane,\n\nSincerely," };
        var words = await Poppler.WordsOf(Letter(German with { Text = text }));
        Assert.Contains("Sincerely, Unterschrift Vorname, Nachname", words, StringComparison.Ordinal);
    }

    private static SheetContent ContentIn(string lang) =>
        new(Document.Facts, Document.Texts.Single(text => text.Lang == lang), Url, new DateOnly(2026, 11, 30), Version: 3);

    private byte[] Sheet(SheetContent content)
    {
        using var target = new MemoryStream();
        PaperSheet.Write(target, _fonts, content);
        return target.ToArray();
    }

    private byte[] Letter(SheetContent content)
    {
        using var target = new MemoryStream();
        BlankLetter.Write(target, _fonts, content);
        return target.ToArray();
    }
}
