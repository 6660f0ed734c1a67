namespace Petitions.Grains.Ledger;

/// <summary>
/// Decides from the results of batches whether the database takes signatures. While the circuit is open, the ledger refuses every entry at
/// once and probes the database, instead of letting each caller wait for its own time limit. Thread-safe; no I/O.
/// </summary>
/// <remarks>
/// Pattern: M. Nygard, Release It!, "Circuit Breaker". A short interruption, such as a lost connection, does not open it.
/// </remarks>
internal sealed class LedgerCircuitBreaker(TimeProvider time)
{
    /// <summary>The circuit opens after two failed attempts in a row and this time since the first of them began.</summary>
    public static readonly TimeSpan FailingMax = TimeSpan.FromMilliseconds(500);

    /// <summary>One failed attempt of this length opens the circuit: locked rows, a server that does not answer.</summary>
    public static readonly TimeSpan AttemptMax = TimeSpan.FromSeconds(2);

    /// <summary>Time limit of one probe.</summary>
    public static readonly TimeSpan ProbeMax = TimeSpan.FromSeconds(1);

    // Together with ProbeMax below the 2 s in which a database that is back must be found.
    private static readonly Backoff Pauses = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(700));

    private readonly Lock _lock = new();
    private long? _failingSince;
    private int _failures;
    private bool _open;

    /// <summary>True while entries must be refused.</summary>
    public bool IsOpen => Volatile.Read(ref _open);

    /// <summary>An attempt that began at <paramref name="begun"/> (a timestamp of the time provider) failed.</summary>
    /// <returns>True when this failure opens the circuit: the caller probes until a commit closes it.</returns>
    public bool Failed(long begun)
    {
        lock (_lock)
        {
            _failures++;
            _failingSince ??= begun;
            var failingFor = time.GetElapsedTime(_failingSince.Value);
            if (_open || failingFor < (_failures == 1 ? AttemptMax : FailingMax)) return false;
            Volatile.Write(ref _open, true);
            return true;
        }
    }

    /// <summary>A batch or a probe was committed.</summary>
    /// <returns>How long it had been failing, when this closes the circuit; otherwise null.</returns>
    public TimeSpan? Committed()
    {
        // The common case costs no lock.
        if (Volatile.Read(ref _failures) == 0) return null;
        lock (_lock)
        {
            var failedFor = _open && _failingSince is { } since ? time.GetElapsedTime(since) : (TimeSpan?)null;
            _failures = 0;
            _failingSince = null;
            Volatile.Write(ref _open, false);
            return failedFor;
        }
    }

    /// <summary>Pause before probe number <paramref name="probe"/>, which counts from 1.</summary>
    public static TimeSpan PauseBefore(int probe) => Pauses.PauseAfter(probe);
}
