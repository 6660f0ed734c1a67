using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Silo.Commands.EntryProgram;

namespace Petitions.Tests.Silo.Commands;

/// <summary>Sheets are printed and what was signed on them is entered, with a running program.</summary>
[Collection(SequentialCollection.Name)]
public sealed class PaperCommandTests(PostgresServer postgres)
{
    private const string Header = "given_name,family_name,email,place,country,sheet,line";

    [Fact]
    public async Task A_sheet_and_a_letter_are_printed_with_the_version_and_the_address_of_the_page()
    {
        await using var program = await StartAsync(StoreKind.Sqlite, postgres);
        var unknown = (await program.RunAsync("paper", "sheet", program.Slug)).FailedWith(2);
        Assert.Contains("write it with --page-url, or set Petition__PublicUrl", unknown, StringComparison.Ordinal);

        const string url = "https://petition.example/p/lamp";
        var printed = await program.RunAsync("paper", "sheet", program.Slug, "--page-url", url, "-o", "sheets");
        var files = printed.Done().TrimEnd().Split('\n').Select(line => line["Wrote ".Length..]).ToArray();
        Assert.Equal([$"sheets/{program.Slug}.sheet.en.pdf", $"sheets/{program.Slug}.letter.en.pdf"], files);
        foreach (var file in files)
        {
            var words = await Poppler.WordsOf(await File.ReadAllBytesAsync(program.At(file)));
            Assert.Contains("Version 1 (en) of the document", words, StringComparison.Ordinal);
        }
        var sheet = await Poppler.WordsOf(await File.ReadAllBytesAsync(program.At(files[0])));
        Assert.Contains(url, sheet, StringComparison.Ordinal);
        Assert.Contains("has no text in that language: ask for en", (await program.RunAsync(
            "paper", "sheet", program.Slug, "--page-url", url, "--lang", "fr")).FailedWith(1), StringComparison.Ordinal);
        Assert.Contains("there is no such folder", (await program.RunAsync(
            "paper", "sheet", program.Slug, "--page-url", url, "--fonts", "none")).FailedWith(2), StringComparison.Ordinal);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_was_signed_on_paper_is_counted_once_and_told_apart(StoreKind kind)
    {
        if (kind == StoreKind.Postgres) LongRun.SkipUnlessOn();
        await using var program = await StartAsync(kind, postgres);
        Assert.Equal(SigningOutcome.Acknowledged, (await program.Signers.SignAsync(1, RunningProgram.NewOperation())).Outcome);
        await program.WriteAsync("names.csv", Header,
            $"Maria,Musterfrau,{SigningClient.EmailOf(1)},Wien,AT,A-1,1", "Ana,Muster,ana@example.org,Wien,AT,A-1,2",
            "Jo,Mustermann,,,,A-1,3",
            "Ana,Muster,Ana+sheet@example.org,Wien,AT,A-1,4", "Jo,Mustermann,,,,A-1,3");
        string[] enter = ["paper", "enter", program.Slug, "names.csv"];

        var dry = await program.RunAsync([.. enter, "--dry-run"]);
        Assert.Equal((0, "2 new, 3 repeated"), (dry.ExitCode, NumbersOf(dry)));
        await program.CountAsync(1);
        Assert.Equal("2 new, 3 repeated", NumbersOf(await program.RunAsync(enter)));
        var count = await program.CountAsync(3);
        Assert.Equal("""{"paper":2}""", count["sources"]!.ToJsonString());
        var again = await program.RunAsync(enter);
        Assert.Equal((0, "0 new, 5 repeated"), (again.ExitCode, NumbersOf(again)));
        Assert.Equal("0 new, 5 repeated", NumbersOf(await program.RunAsync([.. enter, "--dry-run"])));

        // Other data for a line that was entered, also with an address.
        await program.WriteAsync(
            "other.csv", Header, "Joe,Mustermann,,,,a-1,3", "Jo,Mustermann,jo@example.org,,,A-1,3", "New,One,,,,A-2,1");
        var other = await program.RunAsync("paper", "enter", program.Slug, "other.csv");
        Assert.Equal((1, "1 new, 2 conflict"), (other.ExitCode, NumbersOf(other)));
        Assert.StartsWith("line 2: sheet a-1, line 3 was entered with other data before", NotesOf(other)[0], StringComparison.Ordinal);
        await program.CountAsync(4);

        var page = await program.Signers.Http.GetStringAsync(new Uri($"/p/{program.Slug}", UriKind.Relative));
        Assert.Contains("3 of these on paper.", page, StringComparison.Ordinal);
        using var admin = await AdminCalls.ConnectAsync(program.Store.Settings);
        var status = JsonNode.Parse(await admin.GetStringAsync(new Uri($"/api/v1/admin/petitions/{program.Slug}", UriKind.Relative)))!;
        Assert.Equal("""{"web":1,"paper":3,"import":0}""", status["sources"]!.ToJsonString());
    }

    [Fact]
    public async Task Faulty_lines_are_named_and_nothing_is_entered_unless_they_are_skipped()
    {
        await using var program = await StartAsync(StoreKind.Sqlite, postgres);
        await program.WriteAsync("names.csv", Header,
            "Ana,Muster,,,,A-1,1", ",Muster,,,,A-1,2", "Eva,Muster,eva@,Wien,XX,A-1,3", "Ida,Muster,,,A-1,4", "Ota,Muster,,,,A-1,0");
        string[] enter = ["paper", "enter", program.Slug, "names.csv"];
        var refused = await program.RunAsync(enter);
        Assert.Equal((1, "1 valid, 4 faulty"), (refused.ExitCode, NumbersOf(refused)));
        Assert.Contains("nothing was entered of names.csv, because lines are faulty", refused.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["line 3: given_name is", "line 4: email is", "line 4: country is", "line 5: has 6", "line 6: line is"],
            NotesOf(refused).Select(note => string.Join(' ', note.Split(' ')[..4])));
        await program.CountAsync(0);

        var skipped = await program.RunAsync([.. enter, "--skip-faulty", "--report", "report.txt"]);
        Assert.Equal((1, "1 new, 4 faulty"), (skipped.ExitCode, NumbersOf(skipped)));
        Assert.Equal(5, (await File.ReadAllLinesAsync(program.At("report.txt"))).Length);
        await program.CountAsync(1);
    }

    [Fact]
    public async Task What_cannot_be_entered_is_one_line()
    {
        await using var program = await StartAsync(StoreKind.Sqlite, postgres);
        await program.WriteAsync("good.csv", Header, "Ana,Muster,,,,A-1,1");
        await program.WriteAsync("semicolons.csv", Header.Replace(',', ';'), "Ana;Muster;;;;A-1;1");
        Assert.Contains("petition: semicolons.csv: its columns are separated by \";\"", (await program.RunAsync(
            "paper", "enter", program.Slug, "semicolons.csv")).FailedWith(1), StringComparison.Ordinal);
        Assert.Contains("none.csv: it cannot be read", (await program.RunAsync(
            "paper", "enter", program.Slug, "none.csv")).FailedWith(1), StringComparison.Ordinal);
        Assert.Contains("there is no petition \"old-lamp\"", (await program.RunAsync(
            "paper", "enter", "old-lamp", "good.csv")).FailedWith(1), StringComparison.Ordinal);
        Assert.Contains("has no such version, or not in that language: the newest is 1, in en", (await program.RunAsync(
            "paper", "enter", program.Slug, "good.csv", "--version-on-paper", "2")).FailedWith(1), StringComparison.Ordinal);
        await AdminCalls.CloseAsync(program.Store.Settings, program.Slug);
        Assert.Contains("A closed count does not change: open the petition, or extend it", (await program.RunAsync(
            "paper", "enter", program.Slug, "good.csv")).FailedWith(1), StringComparison.Ordinal);
        await program.CountAsync(0);
    }
}
