namespace Petitions.Bench.Rehearsal.Faults;

/// <summary>What is broken on purpose.</summary>
internal enum FaultKind
{
    /// <summary>kill -9 of the program, which is started again on the same data.</summary>
    Kill,

    /// <summary>The program stands still for a while.</summary>
    Pause,

    /// <summary>Each flush of the database's disk takes longer for a while.</summary>
    SlowDisk,

    /// <summary>The database server crashes and is started again.</summary>
    DatabaseRestart,
}
