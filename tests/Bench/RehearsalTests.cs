using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Bench;

/// <summary>
/// The launch rehearsal as a process: it audits and reports. Speed is not asserted, because the machine of a test run is busy; for the same
/// reason the bound of the generator's lag is 10 s.
/// </summary>
[Collection(AuditCollection.Name)]
public sealed class RehearsalTests(PostgresServer postgres)
{
    // Nothing listens on this port.
    private const string Nowhere = "http://127.0.0.1:9";

    [Fact]
    public async Task A_small_load_is_sent_audited_and_reported()
    {
        using var scratch = new ScratchFolder();
        string[] objectives = ["--objective", "lost=0", "doubled=0", "refused<50%"];
        var run = await RehearsalRun.OfAsync(scratch, null, [.. Small(), ProgramFiles.Silo, "--duration", "5s", .. objectives]);

        Assert.True(run.ExitCode == 0, run.Transcript);
        var report = run.Report;
        Assert.Equal("passed", (string)report["verdict"]!);
        Assert.InRange((long)report["offered"]!, 200, 2_000);
        AssertNothingLost(report);
        foreach (var percentile in new[] { "p50", "p90", "p99", "p99.9", "max" })
            Assert.True((double)report["latencyMs"]![percentile]! > 0, percentile);
        Assert.True((long)report["retries"]! > 0, "No reply was dropped.");
        Assert.Equal(150, (double)report["settings"]!["peakPerSecond"]!);
        Assert.InRange(report["seconds"]!.AsArray().Count, 5, 30);
        Assert.Equal((long)report["offered"]!, report["seconds"]!.AsArray().Sum(second => (long)second!["offered"]!));
        AssertStandsAlone(run.Page);
        Assert.Empty(Directory.EnumerateFileSystemEntries(scratch.At("tmp"), "rehearsal-*"));
    }

    [Fact]
    public async Task A_pause_and_a_kill_lose_nothing_on_PostgreSQL()
    {
        await using var database = await postgres.NewDatabaseAsync();
        using var scratch = new ScratchFolder();
        string[] options = ["--duration", "10s", "--postgres", database.ConnectionString, "--chaos", "pause@2s+500ms,kill@4s"];
        var run = await RehearsalRun.OfAsync(scratch, null, [.. Small(), ProgramFiles.Silo, .. options]);

        Assert.True(run.ExitCode == 0, run.Transcript);
        AssertNothingLost(run.Report);
        Assert.Equal(["pause", "kill"], run.Report["chaos"]!.AsArray().Select(mark => (string)mark!["kind"]!));
        Assert.Contains("killed", run.Page, StringComparison.Ordinal);
        // Not even the sockets of the killed runtime.
        Assert.Empty(Directory.EnumerateFileSystemEntries(scratch.At("tmp")));
    }

    [Fact]
    public async Task Acknowledging_before_the_commit_fails_the_audit()
    {
        using var scratch = new ScratchFolder();
        // At this rate there is always an acknowledged signature that is not stored yet.
        string[] options = ["--duration", "5s", "--profile", "soak", "--chaos", "kill@3s", "--repeats", "0"];
        var run = await RehearsalRun.OfAsync(
            scratch, "acknowledge-before-commit", [.. Small(peak: 400), ProgramFiles.FaultyProduct, .. options]);

        Assert.True(run.ExitCode == 1, run.Transcript);
        Assert.Equal("failed", (string)run.Report["verdict"]!);
        Assert.True((long)run.Report["lost"]! > 0, run.Transcript);
    }

    [Fact]
    public async Task A_missing_unique_key_fails_the_audit()
    {
        using var scratch = new ScratchFolder();
        // The program does not store a signer again whom it has in memory, so it needs a restart.
        string[] options = ["--duration", "12s", "--profile", "soak", "--chaos", "kill@2s", "--repeats", "0.5"];
        var run = await RehearsalRun.OfAsync(scratch, "no-unique-key", [.. Small(), ProgramFiles.FaultyProduct, .. options]);

        Assert.True(run.ExitCode == 1, run.Transcript);
        Assert.Equal("failed", (string)run.Report["verdict"]!);
        Assert.True((long)run.Report["doubled"]! > 0, run.Transcript);
    }

    [Theory]
    [InlineData("no profile \"flood\"", "run", "--profile", "flood")]
    [InlineData("no objective \"p98<1s\"", "run", "--objective", "p98<1s")]
    [InlineData("wrong unit", "run", "--objective", "p99<250MB")]
    [InlineData("no option \"--peek\"", "run", "--peek", "10")]
    [InlineData("--peak", "run", "--peak", "-1")]
    [InlineData("the generator reaches", "run", "--peak", "900000")]
    [InlineData("there is no answer at --target", "run", "--target", Nowhere, "--admin", Nowhere, "--admin-token", "t")]
    [InlineData("not on this machine", "run", "--target", "http://petition.invalid", "--admin", Nowhere, "--admin-token", "t")]
    [InlineData("cannot be read", "run", "--curve", "missing.csv")]
    [InlineData("could not be written", "run", "--out", "/dev/null/report")]
    [InlineData("is no token", "run", "--target", Nowhere, "--admin", Nowhere, "--admin-token", "two\nlines")]
    [InlineData(
        "only into what the rehearsal started", "run", "--chaos", "kill", "--target", Nowhere, "--admin", Nowhere, "--admin-token", "t")]
    [InlineData("write --postgres auto", "run", "--chaos", "database-restart")]
    [InlineData("there is no program", "run", "--program", "missing.dll")]
    [InlineData("clean needs --target", "clean", "--petition", "some-rehearsal")]
    [InlineData("no command \"play\"", "play")]
    public async Task A_run_that_cannot_start_says_why_and_leaves_nothing(string says, params string[] arguments)
    {
        using var scratch = new ScratchFolder();
        var run = await RehearsalRun.OfAsync(scratch, null, arguments);

        Assert.True(run.ExitCode == 2, run.Transcript);
        Assert.Contains(says, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(run.Folder), "A report was begun.");
        Assert.Empty(Directory.EnumerateFileSystemEntries(scratch.At("tmp"), "rehearsal-*"));
    }

    private static string[] Small(int peak = 150) =>
        ["run", "--peak", $"{peak}", "--lag-max", "10s", "--drop-replies", "0.05", "--program"];

    private static void AssertNothingLost(JsonObject report)
    {
        Assert.Equal(0, (long)report["lost"]!);
        Assert.Equal(0, (long)report["doubled"]!);
        Assert.True((long)report["acknowledged"]! > 0, report.ToJsonString());
        Assert.InRange((long)report["count"]!, 1, (long)report["offered"]!);
        Assert.All(report["audit"]!.AsArray(), line => Assert.True((bool)line!["holds"]!, line.ToJsonString()));
        var ends = new[] { "acknowledged", "refused", "unknown", "failed", "unsent" }.Sum(end => (long)report[end]!);
        Assert.Equal((long)report["offered"]!, ends);
    }

    // The page loads nothing from a network, so it can be sent by mail.
    private static void AssertStandsAlone(string page)
    {
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
    }
}
