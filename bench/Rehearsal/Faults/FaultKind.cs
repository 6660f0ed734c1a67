namespace Petitions.Bench.Rehearsal.Faults;

/// <summary>What a fault does.</summary>
internal enum FaultKind
{
    /// <summary>SIGKILL; the program is started again on the same data.</summary>
    Kill,

    /// <summary>SIGSTOP, and SIGCONT after a while.</summary>
    Pause,

    /// <summary>Each flush of the database's disk takes longer for a while.</summary>
    SlowDisk,

    /// <summary>The database server crashes and is started again.</summary>
    DatabaseRestart,
}
