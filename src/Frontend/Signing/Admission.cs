using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace Petitions.Frontend.Signing;

/// <summary>
/// Limits the signatures that this process works on at a time to what it answers soon (<see cref="AdaptiveLimit"/>). Entered after the body
/// has arrived, so that a slow client takes no place. Confirming, withdrawing and erasing come before signing: only
/// <see cref="AdmissionOptions.SignaturesInFlightMax"/> limits them.
/// </summary>
internal sealed class Admission : IDisposable
{
    // A round ends with this many measured answers, but not before RoundMin; later with fewer.
    private const int RoundAnswers = 16;
    private static readonly TimeSpan RoundMin = TimeSpan.FromMilliseconds(100), RoundMax = TimeSpan.FromMilliseconds(500);

    private readonly TimeProvider _time;
    private readonly OverloadLog _log;
    private readonly Meter _meter = new("Petitions.Frontend");
    private readonly int _max;

    // Used by every call.
    private int _inFlight;
    private volatile int _current;
    private volatile int _round;
    private volatile bool _wasFull;
    private int _answered, _measured;
    private long _latencyTicks;

    // Used by the call that ends a round.
    private readonly Lock _ending = new();
    private readonly AdaptiveLimit _limit;
    private long _roundBegan;

    public Admission(IOptions<AdmissionOptions> options, TimeProvider time, ILogger<Admission> log)
    {
        _time = time;
        _max = options.Value.SignaturesInFlightMax;
        MinimumResponseTime = options.Value.MinimumResponseTime;
        _limit = new(_max);
        _log = new(time, log);
        _current = _limit.Current;
        _roundBegan = time.GetTimestamp();
        _meter.CreateObservableGauge("petition.signatures.in_flight", () => Volatile.Read(ref _inFlight), "{signature}");
        _meter.CreateObservableGauge("petition.signatures.limit", () => _current, "{signature}");
        _meter.CreateObservableCounter("petition.signatures.refused", () => _log.Refused, "{signature}");
    }

    /// <summary>See <see cref="AdmissionOptions.MinimumResponseTime"/>.</summary>
    public TimeSpan MinimumResponseTime { get; }

    /// <summary>Takes a place for a signature, to be given back with <see cref="Leave(Admitted)"/>; false when all are taken.</summary>
    public bool TryEnter(out Admitted admitted)
    {
        admitted = new(_time.GetTimestamp(), _round);
        if (Interlocked.Increment(ref _inFlight) <= _current) return true;
        Interlocked.Decrement(ref _inFlight);
        Refuse();
        return false;
    }

    /// <summary>
    /// True when a signature would be refused now, which then counts as refused: asked before its body is read, so that a refusal costs
    /// little.
    /// </summary>
    public bool Refuses()
    {
        if (Volatile.Read(ref _inFlight) < _current) return false;
        Refuse();
        return true;
    }

    /// <summary>Gives the place back and measures how long it was taken.</summary>
    public void Leave(Admitted admitted)
    {
        Interlocked.Decrement(ref _inFlight);
        Interlocked.Increment(ref _answered);
        if (admitted.Round == _round)
        {
            Interlocked.Add(ref _latencyTicks, _time.GetElapsedTime(admitted.At).Ticks);
            Interlocked.Increment(ref _measured);
        }
        EndRound();
    }

    /// <summary>Takes a place for a change of a stored signature, to be given back with <see cref="LeaveChange"/>.</summary>
    public bool TryEnterChange()
    {
        if (Interlocked.Increment(ref _inFlight) <= _max) return true;
        Interlocked.Decrement(ref _inFlight);
        return false;
    }

    /// <summary>Gives the place of a change back.</summary>
    public void LeaveChange() => Interlocked.Decrement(ref _inFlight);

    public void Dispose() => _meter.Dispose();

    private void Refuse()
    {
        _wasFull = true;
        _log.Add(_current);
        EndRound();
    }

    private void EndRound()
    {
        var measured = Volatile.Read(ref _measured);
        var duration = _time.GetElapsedTime(Volatile.Read(ref _roundBegan));
        if (duration < (measured >= RoundAnswers ? RoundMin : RoundMax)) return;
        // Without a full process and without answers there is nothing to decide.
        if ((measured == 0 && !_wasFull) || !_ending.TryEnter()) return;
        try
        {
            duration = _time.GetElapsedTime(_roundBegan);
            if (duration < RoundMin) return;
            measured = Interlocked.Exchange(ref _measured, 0);
            var ticks = Interlocked.Exchange(ref _latencyTicks, 0);
            _limit.Adjust(new(duration, Interlocked.Exchange(ref _answered, 0), measured,
                measured == 0 ? TimeSpan.Zero : new(ticks / measured), _wasFull));
            _wasFull = false;
            _current = _limit.Current;
            _round++;
            Volatile.Write(ref _roundBegan, _time.GetTimestamp());
        }
        finally
        {
            _ending.Exit();
        }
    }
}

/// <summary>A taken place: when, and in which round.</summary>
internal readonly record struct Admitted(long At, int Round);
