using Petitions.Grains.Documents;
using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Letters;
using Petitions.Silo.Printing.Pdf;
using Petitions.Silo.Printing.Typesetting;

namespace Petitions.Bench.Letters;

/// <summary>
/// The letter of the measurement: two pages, 70 lines, bold words. The other libraries do not set lines, so they are given those that the
/// product sets.
/// </summary>
internal static class SampleLetter
{
    public const string NameBefore = "Sincerely, ";

    private const int LinesPerPage = 42;

    private static readonly string Paragraph =
        string.Concat(Enumerable.Repeat("A lamp is made to be **seen**, and it says so to all who find their way home by it. ", 8));

    /// <summary>As the product gets it.</summary>
    public static LetterText Text { get; } = new(
        new Addressee("Jane Tully", "Harbour Master", ["1 Signal Quay", "Lantern Cove"], "AU"), [], "Please light the lamp",
        string.Join("\n\n", ["Dear Jane,", .. Enumerable.Repeat(Paragraph, 8), "Sincerely,"]), "en");

    /// <summary>The names of so many signers, with the letters of three scripts.</summary>
    public static IEnumerable<string> Names(int letters)
    {
        string[] given = ["Maria", "Łucja", "Αλεξάνδρα", "Мария", "Jörg", "Zoë"];
        string[] family = ["Musterfrau", "Žáková", "Παπαδοπούλου", "Щербакова", "O'Neil", "García Márquez"];
        for (var i = 0; i < letters; i++) yield return $"{given[i % given.Length]} {family[i / given.Length % family.Length]}";
    }

    /// <summary>The pages as lines with the baseline of each.</summary>
    public static List<List<(TextLine Line, double X, double Y)>> Pages(Typesetter typesetter)
    {
        var format = new TextFormat(LetterStyle.Size, A4.Width - 2 * LetterStyle.Margins.Left, "en");
        var lines = LetterBlocks.Of(Text.Body).SelectMany(block => typesetter.Lines(block.Spans, format));
        return
        [
            .. lines.Chunk(LinesPerPage).Select(page => page.Select((line, i) =>
                (line, LetterStyle.Margins.Left, LetterStyle.AddressTop + i * LetterStyle.Leading)).ToList()),
        ];
    }

    /// <summary>The bytes of a built-in font.</summary>
    public static byte[] FontBytes(string name)
    {
        using var stream = typeof(FontLibrary).Assembly.GetManifestResourceStream($"Petitions.Silo.Printing.Fonts.{name}.ttf")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
