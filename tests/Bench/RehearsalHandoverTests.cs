using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Bench;

/// <summary>A hand-over in the middle of a rehearsed surge: its parcel is audited, and what is wrong with it fails the run.</summary>
[Collection(AuditCollection.Name)]
public sealed class RehearsalHandoverTests(PostgresServer postgres)
{
    private static readonly string[] Objectives = ["--objective", "lost=0", "doubled=0", "refused<50%"];

    [Fact]
    public async Task A_hand_over_during_the_load_is_audited_and_reported()
    {
        using var scratch = new ScratchFolder();
        var run = await RehearsalRun.OfAsync(scratch, null, [.. With("2s"), ProgramFiles.Silo, "--duration", "5s", .. Objectives]);

        Assert.True(run.ExitCode == 0, run.Transcript);
        var handover = run.Report["handover"]!;
        // Timers are exact to some milliseconds.
        Assert.InRange((double)handover["askedSeconds"]!, 1.9, 5);
        Assert.InRange((int)handover["signatures"]!, 20, (int)run.Report["count"]! - 20);
        Assert.True((double)handover["latencyP99Ms"]! > 0);
        Assert.Equal(6, run.Report["audit"]!.AsArray().Count(IsOfHandover));
        Assert.Contains("<h2>Hand-over</h2>", run.Page, StringComparison.Ordinal);
        Assert.Contains("hand-over: asked for at", run.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(scratch.At("tmp"), "rehearsal-*"));
    }

    [Fact]
    public async Task A_hand_over_survives_a_kill_on_PostgreSQL()
    {
        LongRun.SkipUnlessOn();
        await using var database = await postgres.NewDatabaseAsync();
        using var scratch = new ScratchFolder();
        string[] options = ["--duration", "12s", "--postgres", database.ConnectionString, "--chaos", "kill@3s"];
        var run = await RehearsalRun.OfAsync(scratch, null, [.. With("2900ms"), ProgramFiles.Silo, .. options]);
        Assert.True(run.ExitCode == 0, run.Transcript);
        Assert.True((int)run.Report["handover"]!["signatures"]! > 0, run.Transcript);
    }

    [Theory]
    [InlineData("a-parcel-lacks-lines", "Whoever was acknowledged before it is in the parcel")]
    [InlineData("the-cut-off-does-not-cut", "Whoever signed after its cut-off is not in the parcel")]
    public async Task A_wrong_parcel_fails_the_run(string fault, string promise)
    {
        if (fault == "the-cut-off-does-not-cut") LongRun.SkipUnlessOn();
        using var scratch = new ScratchFolder();
        var run = await RehearsalRun.OfAsync(
            scratch, fault, [.. With("2s"), ProgramFiles.FaultyProduct, "--duration", "5s", .. Objectives]);

        Assert.True(run.ExitCode == 1, run.Transcript);
        Assert.Equal("failed", (string)run.Report["verdict"]!);
        var failed = run.Report["audit"]!.AsArray().Where(check => !(bool)check!["holds"]!).Select(check => (string)check!["promise"]!);
        Assert.Equal([promise, "Its lines are the counted rows up to its cut-off"], failed);
    }

    private static bool IsOfHandover(JsonNode? check) => (string)check!["promise"]! is var promise
        && (promise.Contains("hand-over", StringComparison.Ordinal) || promise.StartsWith("Its ", StringComparison.Ordinal)
            || promise.Contains("parcel", StringComparison.Ordinal));

    private static string[] With(string handover) =>
        ["run", "--peak", "150", "--profile", "soak", "--lag-max", "10s", "--handover", handover, "--program"];
}
