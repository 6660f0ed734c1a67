using System.Diagnostics;
using HdrHistogram;

namespace Petitions.Bench.Rehearsal.Measuring;

/// <summary>Counts and times of a load. Every request writes to it; it is read once a second.</summary>
internal sealed class LoadMeter
{
    // From 1 µs to 60 s with three significant digits.
    private const long MicrosecondsMax = 60_000_000;
    private const int Digits = 3;

    private readonly Lock _gate = new();
    private readonly long[] _outcomes = new long[Enum.GetValues<Outcome>().Length];
    private readonly LongHistogram _latency = NewHistogram(), _lag = NewHistogram(), _handoverLatency = NewHistogram();
    private LongHistogram _latencyNow = NewHistogram(), _lagNow = NewHistogram();
    private LongHistogram _latencySpare = NewHistogram(), _lagSpare = NewHistogram();
    private long _offered, _reads, _readsFailed, _retries;
    private Totals _before;

    private volatile bool _isHandingOver;

    public long StartedAt { get; private set; } = Stopwatch.GetTimestamp();

    public long Offered => Interlocked.Read(ref _offered);

    public long Retries => Interlocked.Read(ref _retries);

    public long Reads => Interlocked.Read(ref _reads);

    /// <summary>Reads that were not answered with 200.</summary>
    public long ReadsFailed => Interlocked.Read(ref _readsFailed);

    public long Acknowledged => Interlocked.Read(ref _outcomes[(int)Outcome.Acknowledged]);

    /// <summary>Of all acknowledgements so far.</summary>
    public Percentiles Latency
    {
        get
        {
            lock (_gate) return Percentiles.Of(_latency);
        }
    }

    /// <summary>A hand-over is under way.</summary>
    public bool IsHandingOver { set => _isHandingOver = value; }

    /// <summary>Of the acknowledgements while a hand-over was under way.</summary>
    public Percentiles HandoverLatency
    {
        get
        {
            lock (_gate) return Percentiles.Of(_handoverLatency);
        }
    }

    /// <summary>Of all requests so far.</summary>
    public Percentiles Lag
    {
        get
        {
            lock (_gate) return Percentiles.Of(_lag);
        }
    }

    public static LongHistogram NewHistogram() => new(MicrosecondsMax, Digits);

    public void Start() => StartedAt = Stopwatch.GetTimestamp();

    public long MicrosecondsAt(long timestamp) => (long)Stopwatch.GetElapsedTime(StartedAt, timestamp).TotalMicroseconds;

    /// <summary>Records an arrival: its scheduled time and when it is sent, in microseconds since the start.</summary>
    public void Offer(long intended, long left)
    {
        Interlocked.Increment(ref _offered);
        lock (_gate) _lagNow.RecordValue(Bounded(left - intended));
    }

    public void Retry() => Interlocked.Increment(ref _retries);

    public void Record(Outcome outcome) => Interlocked.Increment(ref _outcomes[(int)outcome]);

    public void Acknowledge(long intended, long answered)
    {
        Interlocked.Increment(ref _outcomes[(int)Outcome.Acknowledged]);
        lock (_gate)
        {
            _latencyNow.RecordValue(Bounded(answered - intended));
            if (_isHandingOver) _handoverLatency.RecordValue(Bounded(answered - intended));
        }
    }

    public void EndRead(bool isGood) => Interlocked.Increment(ref isGood ? ref _reads : ref _readsFailed);

    /// <summary>
    /// Ends a second and returns what happened since the last call. <paramref name="latency"/> and <paramref name="lag"/> are valid until
    /// the next call. Not for parallel callers.
    /// </summary>
    public SecondStatistics EndSecond(
        double at, long? count, double? stalenessMs, double? memoryMb, out LongHistogram latency, out LongHistogram lag)
    {
        lock (_gate)
        {
            _latencySpare.Reset();
            _lagSpare.Reset();
            (_latencyNow, _latencySpare, _lagNow, _lagSpare) = (_latencySpare, _latencyNow, _lagSpare, _lagNow);
            _latency.Add(_latencySpare);
            _lag.Add(_lagSpare);
        }
        (latency, lag) = (_latencySpare, _lagSpare);
        var failed = Of(Outcome.Failed) + Of(Outcome.Unreachable) + Of(Outcome.Unsent);
        var now = new Totals(Offered, Acknowledged, Of(Outcome.Refused), failed, Of(Outcome.Unknown), Reads);
        var before = _before;
        _before = now;
        return new SecondStatistics(
            at, now.Offered - before.Offered, now.Acknowledged - before.Acknowledged, now.Refused - before.Refused,
            now.Failed - before.Failed, now.Unknown - before.Unknown, now.Reads - before.Reads, Percentiles.Of(latency),
            Percentiles.Of(lag).P99, count, stalenessMs, memoryMb);
    }

    private long Of(Outcome outcome) => Interlocked.Read(ref _outcomes[(int)outcome]);

    private static long Bounded(long microseconds) => Math.Clamp(microseconds, 1, MicrosecondsMax);

    private readonly record struct Totals(long Offered, long Acknowledged, long Refused, long Failed, long Unknown, long Reads);
}
