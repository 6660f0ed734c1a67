using System.Diagnostics;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Silo.Commands.EntryProgram;

namespace Petitions.Tests.Silo.Commands;

/// <summary>Signatures of another platform are taken over, with a running program.</summary>
[Collection(SequentialCollection.Name)]
public sealed class ImportCommandTests(PostgresServer postgres)
{
    private const string Header = "email,given_name,family_name,signed_at,confirmed_at,consent,consent_text";

    [Fact]
    public async Task Planted_faults_in_ten_thousand_lines_are_named_by_line()
    {
        await using var program = await StartAsync(StoreKind.Sqlite, postgres);
        var lines = Enumerable.Range(2, 10_000).Select(LineOf).ToArray();
        var planted = new SortedDictionary<int, (string Line, string Note)>
        {
            [17] = ("@,Ana,Muster,2024-03-01,,t,1", "email is no e-mail address"),
            [1_002] = ("a@example.org,Ana,,2024-03-01,,t,1", "family_name is empty"),
            [5_000] = ("a@example.org,Ana,Muster,2044-03-01,,t,1", "signed_at is in the future"),
            [5_001] = ("a@example.org,Ana,Muster,01.03.2024,,t,1", "signed_at is no date"),
            [9_999] = ("a@example.org,Ana,Muster,2024-03-01,,perhaps,1", "consent is neither yes nor no"),
            [10_001] = ("a@example.org,Ana", "has 2 values and the first line 7"),
        };
        foreach (var (number, (line, _)) in planted) lines[number - 2] = line;
        await program.WriteAsync("list.csv", [Header, .. lines]);

        var run = await program.RunAsync("import", program.Slug, "list.csv", "--mapping", "generic");
        Assert.Equal((1, "9994 valid, 6 faulty"), (run.ExitCode, NumbersOf(run)));
        Assert.Equal(planted.Count, NotesOf(run).Length);
        Assert.All(planted, fault => Assert.Contains(
            NotesOf(run), note => note.StartsWith($"line {fault.Key}: {fault.Value.Note}", StringComparison.Ordinal)));
        await program.CountAsync(0);
        // No address and no name leaves the file.
        Assert.DoesNotContain("example.org", run.Output + program.Process.Transcript, StringComparison.Ordinal);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_import_that_is_killed_goes_on_with_the_same_file_and_nobody_who_signs_is_refused(StoreKind kind)
    {
        if (kind == StoreKind.Postgres) LongRun.SkipUnlessOn();
        const int lines = 20_000;
        await using var program = await StartAsync(kind, postgres);
        await program.WriteAsync("list.csv", [Header, .. Enumerable.Range(2, lines).Select(LineOf)]);
        string[] import = ["import", program.Slug, "list.csv", "--mapping", "generic"];
        var killed = program.RunAsync(import);
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(30), async () => (await program.Store.ReadAsync()).Rows.Count > 1_000));
        await program.Process.KillHardAsync();
        Assert.Equal(1, (await killed).ExitCode);
        var before = (await program.Store.ReadAsync()).Rows.Count;
        Assert.InRange(before, 1_001, lines - 1);

        await program.RestartAsync();
        await using var signing = new SteadySigning([program.Signers]).Start();
        var begun = Stopwatch.GetTimestamp();
        var again = await program.RunAsync(import);
        var ended = Stopwatch.GetTimestamp();
        await signing.EndAsync();
        Assert.Equal((0, $"{lines - before} new, {before} repeated"), (again.ExitCode, NumbersOf(again)));
        var meanwhile = signing.Between(begun, ended);
        Assert.NotEmpty(meanwhile);
        Assert.All(meanwhile, attempt => Assert.Equal(SigningOutcome.Acknowledged, attempt.Answer.Outcome));

        var stored = await program.Store.ReadAsync();
        Assert.Equal(lines + signing.History.Attempts.Count, stored.Rows.Count);
        Assert.Equal(stored.Rows.Count, stored.TallySum);
        var count = await program.CountAsync(stored.Rows.Count);
        Assert.Equal($$"""{"import":{{lines}}}""", count["sources"]!.ToJsonString());
        Assert.Equal($"0 new, {lines} repeated", NumbersOf(await program.RunAsync(import)));
    }

    [Fact]
    public async Task Wrong_use_is_one_line()
    {
        await using var program = await StartAsync(StoreKind.Sqlite, postgres);
        await program.WriteAsync("list.csv", Header, LineOf(1));
        Assert.Contains("--mapping", (await program.RunAsync("import", program.Slug, "list.csv")).FailedWith(2), StringComparison.Ordinal);
        (await program.RunAsync("import", program.Slug, "list.csv", "--mapping", "other")).FailedWith(2);
        Assert.Contains("line 1 lacks first_name, last_name, created_at", (await program.RunAsync(
            "import", program.Slug, "list.csv", "--mapping", "controlshift")).FailedWith(1), StringComparison.Ordinal);
    }

    private static string LineOf(int number) =>
        $"person-{number}@example.org,Given,Family,2024-03-01 10:00:00,2024-03-01 11:00:00,t,12";
}
