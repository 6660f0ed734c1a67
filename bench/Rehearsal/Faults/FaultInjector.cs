using System.Diagnostics;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Measuring;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Faults;

/// <summary>Breaks what was asked for at its time, one after the other, and starts again what died by itself.</summary>
internal sealed class Breaking(IReadOnlyList<ChaosEvent> events, OwnProgram program, OwnPostgres? postgres, SlowDisk? disk, LoadMeter meter)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50), RecoversWithin = TimeSpan.FromSeconds(60);

    private readonly Queue<ChaosEvent> _waiting = new(events);

    public List<ChaosMark> Marks { get; } = [];

    /// <summary>What the load was over for before its turn came.</summary>
    public IEnumerable<string> NotPlayed => _waiting.Select(chaos => chaos.Word);

    /// <summary>Set when the program ended and nobody had broken it.</summary>
    public string? UnexpectedEnd { get; private set; }

    private TimeSpan Now => Stopwatch.GetElapsedTime(meter.StartedAt);

    /// <summary>Until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                if (program.Process.HasExited) await MendAsync(cancel);
                if (_waiting.TryPeek(out var next) && next.At <= Now) await BreakAsync(_waiting.Dequeue(), cancel);
                await Task.Delay(LookEvery, cancel);
            }
        }
        catch (OperationCanceledException)
        {
            // The load is over.
        }
    }

    private async Task BreakAsync(ChaosEvent chaos, CancellationToken cancel)
    {
        var from = Now.TotalSeconds;
        // What is begun is ended, also when the load is over meanwhile: the audit needs everything up again.
        switch (chaos.Kind)
        {
            case ChaosKind.Kill:
                await program.Process.KillHardAsync();
                await program.StartAsync(CancellationToken.None);
                break;
            case ChaosKind.Pause:
                program.Process.Pause();
                await Task.Delay(chaos.Lasts, CancellationToken.None);
                program.Process.Resume();
                break;
            case ChaosKind.SlowDisk:
                disk!.Begin();
                await Task.Delay(chaos.Lasts, CancellationToken.None);
                disk.End();
                break;
            default:
                await postgres!.RestartAsync(CancellationToken.None);
                break;
        }
        var until = Now.TotalSeconds;
        Marks.Add(new(chaos.Word, from, until, await RecoveryAsync(from, cancel)));
    }

    // When the load is over nobody is left to be thanked: then it has recovered when it is there again.
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

    private async Task MendAsync(CancellationToken cancel)
    {
        var from = Now.TotalSeconds;
        UnexpectedEnd ??= FormattableString.Invariant($"the program ended by itself with {program.Process.ExitCode} after {from:0.0} s: {program.Process.LastWords}");
        try
        {
            await program.StartAsync(CancellationToken.None);
        }
        catch (UsageException gone)
        {
            throw new UsageException($"{UnexpectedEnd}\nand could not be started again: {gone.Message}");
        }
        Marks.Add(new("ended by itself", from, Now.TotalSeconds, await RecoveryAsync(from, cancel)));
    }
}
