using Petitions.Grains.Documents;
using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Sheets;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Printing.Sheets;

/// <summary>The cover of a parcel.</summary>
public sealed class CoverSheetTests
{
    private static readonly CoverContent Content = new()
    {
        Addressee = new Addressee("Jane Tully", "Harbour Master", ["1 Signal Quay", "Lantern Cove"], "AU"),
        AlsoTo = ["The museum"],
        Title = "Light the lamp",
        Subject = "Please light the lamp",
        Lang = "en",
        Controller = new Controller("Friends", "privacy@example.org"),
        Parcel = 2,
        Signatures = 12_345,
        From = new DateOnly(2026, 10, 1),
        Until = new DateOnly(2026, 11, 29),
        CutOff = new DateTimeOffset(2026, 11, 29, 22, 30, 0, TimeSpan.Zero),
        TimeZone = "Europe/Vienna",
        Fingerprint = string.Concat(Enumerable.Repeat("0123456789ABCDEF", 4)),
        Date = new DateOnly(2026, 11, 30),
    };

    [Fact]
    public async Task It_says_what_a_parcel_is_and_how_to_verify_it()
    {
        var words = await WordsOf(Content);
        string[] parts =
        [
            "Jane Tully", "Harbour Master", "1 Signal Quay", "The museum", "Light the lamp", "Please light the lamp",
            "12,345", "signatures",
            "no. 2, 30 November 2026", "1 October 2026 to 29 November 2026", "29 November 2026, 23:30 (Europe/Vienna)", "Friends",
            "01234567 89abcdef 01234567 89abcdef 01234567 89abcdef 01234567 89abcdef",
            "sha256sum -c SHA256SUMS", "handover verify", "RFC 6962",
        ];
        Assert.All(parts, part => Assert.Contains(part, words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_in_the_language_of_the_letter()
    {
        var words = await WordsOf(Content with { Lang = "de-AT", Signatures = 1 });
        Assert.Contains("1 Unterschrift", words, StringComparison.Ordinal);
        Assert.Contains("1. Oktober 2026 bis 29. November 2026", words, StringComparison.Ordinal);
        Assert.Contains("29. November 2026, 23:30 Uhr", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_has_one_page() => Assert.DoesNotContain('\f', (await Poppler.TextOf(Pdf(Content))).TrimEnd('\f'));

    private static async Task<string> WordsOf(CoverContent content) => await Poppler.WordsOf(Pdf(content));

    private static byte[] Pdf(CoverContent content)
    {
        using var fonts = FontLibrary.Open(null);
        using var target = new MemoryStream();
        CoverSheet.Write(target, fonts, content);
        return target.ToArray();
    }
}
