namespace Petitions.Silo.Clustering;

/// <summary>
/// Reads the table of silos soon after the database is back, so that a silo which was cut off learns that it was declared dead. Orleans
/// reads it too, but waits up to a minute more after each failure, and goes on with its work meanwhile.
/// </summary>
internal sealed class MembershipRefresh(IClusterMembershipService membership, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Usually = TimeSpan.FromSeconds(10), WhileItFails = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = Usually;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await membership.Refresh(default, stoppingToken);
                wait = Usually;
            }
            catch (Exception)
            {
                // That the database is away is said elsewhere.
                wait = WhileItFails;
            }
        }
    }
}
