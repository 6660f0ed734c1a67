using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Bench;

/// <summary>A rehearsal on a program that somebody else started: what it waits for, what it believes, where it does not go, what it leaves.</summary>
[Collection(AuditCollection.Name)]
public sealed class RehearsalTargetTests
{
    private static readonly string[] Small =
        ["run", "--peak", "40", "--profile", "soak", "--pages", "0", "--drop-replies", "0", "--lag-max", "10s"];

    [Fact]
    public async Task A_petition_that_appears_late_is_waited_for()
    {
        await using var target = await FakeTarget.StartAsync(hiddenReads: 5);
        using var scratch = new ScratchFolder();
        var run = await RehearsalRun.OfAsync(scratch, null, [.. Small, .. target.Options, "--duration", "2s", "--objective", "lost=0"]);

        Assert.True(run.ExitCode == 0, run.Transcript);
        Assert.Contains($"rehearsal clean --petition {target.Published.Single()}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acknowledged_signatures_that_do_not_count_fail_the_audit()
    {
        await using var target = await FakeTarget.StartAsync(state: "pending");
        using var scratch = new ScratchFolder();
        var run = await RehearsalRun.OfAsync(scratch, null, [.. Small, .. target.Options, "--duration", "2s", "--objective", "lost=0"]);

        Assert.True(run.ExitCode == 1, run.Transcript);
        Assert.Contains("FAIL Every stored signature counts", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recorded_curve_is_smoothed_and_the_report_says_so()
    {
        await using var target = await FakeTarget.StartAsync();
        using var scratch = new ScratchFolder();
        // The sample at 120 s came from a cache: 395/s until the next one, 37/s otherwise.
        const string samples = "0,0\n60,2220\n120,4292\n120.38,4442\n180,6660\n240,8880\n";
        await File.WriteAllTextAsync(scratch.At("curve.csv"), samples, TestContext.Current.CancellationToken);
        string[] curve = ["run", "--curve", scratch.At("curve.csv"), "--compress", "100", "--lag-max", "10s", "--objective", "lost=0"];
        var run = await RehearsalRun.OfAsync(scratch, null, [.. curve, .. target.Options]);

        Assert.True(run.ExitCode == 0, run.Transcript);
        Assert.Contains("rates are means over 60 s", run.Output, StringComparison.Ordinal);
        Assert.Contains("rates are means over 60 s", run.Page, StringComparison.Ordinal);
        Assert.Equal(60, (double)run.Report["settings"]!["rateWindowSeconds"]!);
        Assert.InRange((double)run.Report["settings"]!["peakPerSecond"]!, 37, 40);
    }

    [Fact]
    public async Task A_redirect_of_the_target_is_not_followed()
    {
        await using var elsewhere = await FakeTarget.StartAsync();
        await using var target = await FakeTarget.StartAsync(redirectsTo: new Uri(elsewhere.Address, "/readyz").ToString());
        using var scratch = new ScratchFolder();
        var run = await RehearsalRun.OfAsync(scratch, null, [.. Small, .. target.Options]);

        Assert.True(run.ExitCode == 2, run.Transcript);
        Assert.Contains("not ready: it answers 302", run.Errors, StringComparison.Ordinal);
        Assert.Empty(target.Published);
    }

    [Theory, InlineData(RehearsalRun.Interrupt), InlineData(RehearsalRun.Terminate), InlineData(RehearsalRun.HangUp)]
    public async Task An_interrupted_run_names_the_petition_that_stays(int signal)
    {
        await using var target = await FakeTarget.StartAsync();
        using var scratch = new ScratchFolder();
        var run = await RehearsalRun.StoppedAsync(scratch, signal, [.. Small, .. target.Options, "--duration", "60s"]);

        Assert.True(run.ExitCode == 2, run.Transcript);
        Assert.Contains($"rehearsal clean --petition {target.Published.Single()}", run.Output, StringComparison.Ordinal);
        Assert.Contains("interrupted", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(run.Folder), "A report was begun.");
    }

    [Fact]
    public async Task A_terminated_run_ends_the_program_that_it_started()
    {
        using var scratch = new ScratchFolder();
        string[] arguments = ["run", "--program", ProgramFiles.Silo, "--peak", "20", "--duration", "60s"];
        var run = await RehearsalRun.StoppedAsync(scratch, RehearsalRun.Terminate, arguments);

        Assert.True(run.ExitCode == 2, run.Transcript);
        // The program keeps its data and its sockets there.
        Assert.Empty(Directory.EnumerateFileSystemEntries(scratch.At("tmp")));
    }
}
