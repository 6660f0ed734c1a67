using System.Diagnostics;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Measuring;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Faults;

/// <summary>Injects the planned faults at their times, one after the other, and restarts a program that ended by itself.</summary>
internal sealed class FaultInjector(
    IReadOnlyList<Fault> faults, ProgramUnderTest program, TemporaryPostgres? postgres, SlowDisk? disk, LoadMeter meter)
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(50), RecoversWithin = TimeSpan.FromSeconds(60);

    private readonly Queue<Fault> _waiting = new(faults);

    public List<InjectedFault> InjectedFaults { get; } = [];

    /// <summary>Faults whose time has not come.</summary>
    public IEnumerable<string> NotInjected => _waiting.Select(fault => fault.Name);

    /// <summary>Message of a program that ended without a fault; null when it did not.</summary>
    public string? UnexpectedExit { get; private set; }

    private TimeSpan Now => Stopwatch.GetElapsedTime(meter.StartedAt);

    /// <summary>Until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                if (program.Process.HasExited) await RestartAsync(cancel);
                if (_waiting.TryPeek(out var next) && next.At <= Now) await InjectAsync(_waiting.Dequeue(), cancel);
                await Task.Delay(PollEvery, cancel);
            }
        }
        catch (OperationCanceledException)
        {
            // The load is over.
        }
    }

    private async Task InjectAsync(Fault fault, CancellationToken cancel)
    {
        var from = Now.TotalSeconds;
        // A fault is completed even if the load ends meanwhile: the audit needs everything running.
        switch (fault.Kind)
        {
            case FaultKind.Kill:
                await program.Process.KillAsync();
                await program.StartAsync(CancellationToken.None);
                break;
            case FaultKind.Pause:
                program.Process.Pause();
                await Task.Delay(fault.Duration, CancellationToken.None);
                program.Process.Resume();
                break;
            case FaultKind.SlowDisk:
                disk!.Enable();
                await Task.Delay(fault.Duration, CancellationToken.None);
                disk.Disable();
                break;
            default:
                await postgres!.RestartAsync(CancellationToken.None);
                break;
        }
        var until = Now.TotalSeconds;
        InjectedFaults.Add(new(fault.Name, from, until, await RecoveryAsync(from, cancel)));
    }

    // After the load nothing is acknowledged any more: then the program has recovered as soon as it runs.
    private async Task<double?> RecoveryAsync(double from, CancellationToken cancel)
    {
        var (acknowledged, since) = (meter.Acknowledged, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(since) < RecoversWithin && !program.Process.HasExited)
        {
            if (meter.Acknowledged > acknowledged || cancel.IsCancellationRequested) return Now.TotalSeconds - from;
            await Task.Delay(TimeSpan.FromMilliseconds(5), CancellationToken.None);
        }
        return null;
    }

    private async Task RestartAsync(CancellationToken cancel)
    {
        var from = Now.TotalSeconds;
        UnexpectedExit ??= FormattableString.Invariant(
            $"the program ended by itself with {program.Process.ExitCode} after {from:0.0} s: {program.Process.RecentOutput}");
        try
        {
            await program.StartAsync(CancellationToken.None);
        }
        catch (UsageException notStarted)
        {
            throw new UsageException($"{UnexpectedExit}\nand could not be started again: {notStarted.Message}");
        }
        InjectedFaults.Add(new("ended by itself", from, Now.TotalSeconds, await RecoveryAsync(from, cancel)));
    }
}
