using System.Diagnostics;
using System.Text.Json.Nodes;
using Petitions.Bench.Rehearsal.Measuring;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Handover;

/// <summary>Asks for a hand-over at its time, in the middle of the load, and watches it until it is complete.</summary>
internal sealed class HandoverRun(TimeSpan at, HandoverApi api, LoadMeter meter)
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(20), AgainAfter = TimeSpan.FromMilliseconds(250),
        CompleteWithin = TimeSpan.FromSeconds(120);

    /// <summary>Its time came before the load ended.</summary>
    public bool WasAsked => AskedMicroseconds is not null;

    /// <summary>
    /// Just before the first call, in microseconds since the start of the load. Whoever was acknowledged before belongs to it.
    /// </summary>
    public long? AskedMicroseconds { get; private set; }

    /// <summary>When the call was answered: the cut-off was made by then. Whoever signs later does not belong to it.</summary>
    public long? CutOffMicroseconds { get; private set; }

    /// <summary>When it was seen to be complete; null when it was not, within 120 s.</summary>
    public long? CompletedMicroseconds { get; private set; }

    /// <summary>Its number.</summary>
    public int Number { get; private set; }

    /// <summary>The files of its parcel.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];

    /// <summary>Why it is not complete.</summary>
    public string? Failure { get; private set; }

    /// <summary>Until it has ended; when the load ends before its time, it is not asked for.</summary>
    public async Task RunAsync(CancellationToken loadEnds)
    {
        var until = at - Stopwatch.GetElapsedTime(meter.StartedAt);
        if (until > TimeSpan.Zero) await Task.Delay(until, loadEnds).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (loadEnds.IsCancellationRequested) return;
        AskedMicroseconds = Now;
        meter.IsHandingOver = true;
        using var patience = new CancellationTokenSource(CompleteWithin);
        try
        {
            Number = (int)(await AskAsync(() => api.TryBeginAsync(patience.Token), _ => true, AgainAfter, patience.Token))["number"]!;
            CutOffMicroseconds = Now;
            var ended = await AskAsync(
                () => api.TryShowAsync(Number, patience.Token), one => (string)one["state"]! != "under-way", AskEvery, patience.Token);
            // What an earlier attempt said is over with it.
            Failure = (string?)ended["refusal"];
            Files = [.. ended["files"]!.AsArray().Select(file => (string)file!)];
            if (Failure is null) CompletedMicroseconds = Now;
        }
        catch (OperationCanceledException)
        {
            Failure ??= $"it is not complete after {CompleteWithin.TotalSeconds:0} s";
        }
        catch (HandoverRefusedException refused)
        {
            Failure = refused.Message;
        }
        finally
        {
            meter.IsHandingOver = false;
        }
    }

    private long Now => meter.MicrosecondsAt(Stopwatch.GetTimestamp());

    private async Task<JsonNode> AskAsync(
        Func<Task<JsonNode?>> ask, Predicate<JsonNode> isEnough, TimeSpan pause, CancellationToken cancel)
    {
        while (true)
        {
            if (await ask() is { } answer)
            {
                if (isEnough(answer)) return answer;
                Failure = (string?)answer["failure"];
            }
            await Task.Delay(pause, cancel);
        }
    }
}
