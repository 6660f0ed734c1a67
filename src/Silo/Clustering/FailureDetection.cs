using Orleans.Configuration;

namespace Petitions.Silo.Clustering;

/// <summary>
/// How soon silos notice that one of them is gone, and what a silo that starts believes of those that were there before it.
/// </summary>
/// <remarks>
/// <para>A silo is declared dead by a conditional update of the table of silos, after three probes in a row were not answered. A silo that
/// was killed refuses them at once: 3 s. From one that stands still or is cut off nothing arrives: 9 s at most, three times the longest
/// timeout. A slow silo that says anything within 9 s stays. The timeout follows the times that are measured.</para>
/// <para>A silo that starts must reach every active silo, or wait until it is declared dead. After a crash of all silos there is nobody
/// else to declare it: the new one may do so itself for silos whose sign of life in the table is overdue, and only after it has probed
/// them like anybody else. It looks for them at each <see cref="ClusterMembershipOptions.TableRefreshTimeout"/>. With Orleans' defaults,
/// 90 s and 60 s, a killed cluster stayed away for a minute and a half.</para>
/// <para>No mistake here can lose or double a signature: which signatures there are is decided by the unique key and the locked shards in
/// the database, for two clusters on one database as for one. A silo that is declared dead by mistake ends
/// (<see cref="FatalErrorHandler"/>).</para>
/// </remarks>
internal static class FailureDetection
{
    /// <summary>A sign of life in the table is overdue after this time: two of them are missed.</summary>
    public static readonly TimeSpan OverdueAfter = 2 * SignOfLifeEvery;

    /// <summary>A killed silo is declared dead within this time after its last sign of life, also when no other silo is left.</summary>
    public static readonly TimeSpan DeadAfter = OverdueAfter + TimeSpan.FromSeconds(6);

    private static TimeSpan SignOfLifeEvery => TimeSpan.FromSeconds(2);

    public static void Set(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(1);
        options.MinProbeTimeout = TimeSpan.FromSeconds(1);
        options.MaxProbeTimeout = TimeSpan.FromSeconds(3);
        options.NumMissedProbesLimit = 3;
        // One small statement for each silo and interval.
        options.IAmAliveTablePublishTimeout = SignOfLifeEvery;
        options.NumMissedTableIAmAliveLimit = 2;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(2);
    }
}
