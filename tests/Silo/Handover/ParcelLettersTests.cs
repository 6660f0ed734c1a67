using System.Globalization;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>The printed letters and the cover of a parcel, read with Poppler.</summary>
public sealed class ParcelLettersTests(PostgresServer postgres)
{
    private static readonly string DocumentWithPlace =
        SampleDocument.Replace(SampleDocument.Open("none"), "[givenName, familyName]", "[givenName, familyName, place]");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_signer_has_a_letter_with_name_and_ref_in_the_order_of_the_list()
    {
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.SignAllAsync(Enumerable.Range(0, 7));
        var parcel = await program.HandOverAsync();
        Assert.Equal(
            ["cover.pdf", "signatures.csv", "letters.pdf", "manifest.json", "SHA256SUMS"],
            parcel["files"]!.AsArray().Select(file => (string)file!));

        var letters = await PagesOf(program, "letters.pdf");
        var lines = program.LinesOf(1);
        Assert.Equal(lines.Length, letters.Length);
        foreach (var (letter, line) in letters.Zip(lines))
        {
            var (reference, name) = (line[..16], line[17..].Replace(',', ' '));
            string[] parts = ["Jane Tully", "Harbour Master", "1 Signal Quay", "Please light the lamp", "Dear Jane", name, reference];
            foreach (var part in parts) Assert.Contains(part, letter, StringComparison.Ordinal);
            Assert.DoesNotContain("Planetenstadt", letter, StringComparison.Ordinal);
        }
        Assert.Equal(
            (7L, 7L, 0L), program.ManifestOf(1)["letters"] is { } counts
                ? ((long)counts["letters"]!, (long)counts["pages"]!, (long)counts["namesNotPrinted"]!) : default);
    }

    [Fact]
    public async Task The_cover_says_to_whom_how_many_and_with_which_fingerprint()
    {
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.SignAllAsync(Enumerable.Range(0, 3));
        var parcel = await program.HandOverAsync("?letters=false");
        Assert.DoesNotContain("letters.pdf", parcel["files"]!.AsArray().Select(file => (string)file!));
        Assert.Null(program.ManifestOf(1)["letters"]);

        var cover = await Poppler.WordsOf(await program.FileOf(1, "cover.pdf"));
        Assert.Contains("Jane Tully Harbour Master", cover, StringComparison.Ordinal);
        Assert.Contains("3 signatures", cover, StringComparison.Ordinal);
        Assert.Contains(
            (string)parcel["fingerprint"]!, cover.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_is_in_the_version_and_language_that_was_signed()
    {
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.SignAsync("first@example.org", "First", "Version");
        var changed = SampleDocument.Replace(SampleDocument.Open("none"), "**please** light it", "light it **tonight**");
        await program.PublishAsync(changed, SampleDocument.German);
        await program.SignAsync("second@example.org", "Second", "Version");
        await program.SignAsync("third@example.org", "Dritte", "Fassung", lang: "de");
        await program.HandOverAsync();

        var letters = await PagesOf(program, "letters.pdf");
        Assert.Contains("please light it", LetterOf(letters, "First Version"), StringComparison.Ordinal);
        Assert.Contains("light it tonight", LetterOf(letters, "Second Version"), StringComparison.Ordinal);
        Assert.Contains("bitte anzünden", LetterOf(letters, "Dritte Fassung"), StringComparison.Ordinal);
        Assert.Equal(
            [(1, "en"), (2, "de"), (2, "en")],
            program.ManifestOf(1)["documents"]!.AsArray().Select(one => ((int)one!["version"]!, (string)one["lang"]!)));
    }

    [Fact]
    public async Task A_place_leaves_only_where_the_signed_version_says_so()
    {
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.SignAsync("before@example.org", "Before", "Place");
        await program.PublishAsync(DocumentWithPlace);
        await program.SignAsync("after@example.org", "After", "Place", place: "Wien");
        await program.SignAsync("none@example.org", "Without", "Place", place: null);
        await program.HandOverAsync();

        Assert.Equal(
            ["After,Place,Wien", "Before,Place,", "Without,Place,"],
            program.LinesOf(1).Select(line => line[17..]).Order(StringComparer.Ordinal));
        var letters = await PagesOf(program, "letters.pdf");
        Assert.Contains("Wien, ", LetterOf(letters, "After Place"), StringComparison.Ordinal);
        Assert.DoesNotContain("Planetenstadt", string.Concat(letters), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_date_of_a_letter_is_that_of_the_hand_over()
    {
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.SignAsync("a@example.org", "Some", "Body");
        var cutOff = DateTimeOffset.Parse((string)(await program.HandOverAsync())["cutOffAt"]!, CultureInfo.InvariantCulture);
        var words = await Poppler.WordsOf(await program.FileOf(1, "letters.pdf"));
        Assert.Contains(cutOff.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture), words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_no_font_can_print_is_in_the_list_and_the_letter_says_in_which_line()
    {
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.SignAsync("a@example.org", "अनिता", "शर्मा");
        await program.HandOverAsync();
        var line = Assert.Single(program.LinesOf(1));
        Assert.EndsWith(",अनिता,शर्मा", line, StringComparison.Ordinal);
        Assert.Contains(line[..16], await Poppler.WordsOf(await program.FileOf(1, "letters.pdf")), StringComparison.Ordinal);
        Assert.Equal(1L, (long)program.ManifestOf(1)["letters"]!["namesNotPrinted"]!);
    }

    [Fact]
    public async Task With_a_font_for_its_script_a_name_is_printed()
    {
        const string Noto = "/usr/share/fonts/truetype/noto";
        if (!File.Exists(Path.Combine(Noto, "NotoSansDevanagari-Regular.ttf"))) Assert.Skip("Needs the Debian package fonts-noto-core.");
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres, fonts: Noto);
        await program.SignAsync("a@example.org", "अनिता", "शर्मा");
        await program.HandOverAsync();
        Assert.Contains("अनिता शर्मा", await Poppler.TextOf(await program.FileOf(1, "letters.pdf")), StringComparison.Ordinal);
        Assert.Equal(0L, (long)program.ManifestOf(1)["letters"]!["namesNotPrinted"]!);
    }

    [Fact]
    public async Task A_letter_that_no_font_can_print_is_not_handed_over_and_the_progress_says_what_to_do()
    {
        await using var program = await HandoverProgram.StartAsync(
            StoreKind.Sqlite, postgres, SampleDocument.Replace(SampleDocument.Open("none"), "light it.", "light it: दीपक"));
        await program.SignAsync("a@example.org", "Some", "Body");
        using var begun = await program.PostAsync();
        JsonNode? last = null;
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(30), async () =>
        {
            last = JsonNode.Parse(await program.Host.Admin.GetStringAsync(begun.Headers.Location, Cancel));
            return last!["failure"] is not null;
        }));
        Assert.Contains("Petition__Handover__Fonts", (string)last!["failure"]!, StringComparison.Ordinal);
        Assert.False(Directory.Exists(program.FolderOf(1)));
        Assert.Empty(Directory.GetDirectories(Path.GetDirectoryName(program.FolderOf(1))!));
    }

    private static async Task<string[]> PagesOf(HandoverProgram program, string file) =>
        (await Poppler.TextOf(await program.FileOf(1, file))).Split('\f', StringSplitOptions.RemoveEmptyEntries);

    private static string LetterOf(string[] letters, string name) =>
        string.Join(' ', Assert.Single(letters, letter => letter.Contains(name, StringComparison.Ordinal))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
