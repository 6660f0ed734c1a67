using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace Petitions.Tests.Support;

/// <summary>The clock of the machine, moved ahead by days while the program runs: timers and waits stay as long as they are.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _aheadTicks;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _aheadTicks, by.Ticks);

    /// <summary>A silo has the same clock, and would believe that it has been silent for days and is dead, and end the process.</summary>
    public static void LetSilosLive(IServiceCollection services) => services.Configure<ClusterMembershipOptions>(options =>
    {
        options.IAmAliveTablePublishTimeout = TimeSpan.FromDays(20);
        options.NumMissedTableIAmAliveLimit = 1_000;
        options.DefunctSiloExpiration = TimeSpan.FromDays(10_000);
        options.DefunctSiloCleanupPeriod = null;
    });

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _aheadTicks));
}
