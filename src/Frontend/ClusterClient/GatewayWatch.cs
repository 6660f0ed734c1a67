using System.Net;
using Petitions.Frontend.Hosting;
using Petitions.Grains.Cluster;

namespace Petitions.Frontend.ClusterClient;

/// <summary>
/// Asks each gateway in use once a second, by a call like a signer's: whether it answers, which gateways there are, and whether its silo
/// takes signatures. That is also what this front end's readiness says. Names are resolved again every 10 s.
/// </summary>
internal sealed class GatewayWatch(GatewaySeeds seeds, GatewayTable table, IGrainFactory grains, TimeProvider time)
    : BackgroundService, IReadiness
{
    // Each may take another gateway, and is one actor in the silo that it comes to.
    private const int AnyKeysMax = 16;

    private static readonly TimeSpan ResolveEvery = TimeSpan.FromSeconds(10);

    public string? Missing => table.Missing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var resolving = Task.CompletedTask;
        var resolvedAt = time.GetTimestamp();
        var asked = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            if (resolving.IsCompleted && time.GetElapsedTime(resolvedAt) >= ResolveEvery)
            {
                resolvedAt = time.GetTimestamp();
                resolving = ResolveAsync(stoppingToken);
            }
            // A question ends after 5 s, so at most five to one gateway are under way.
            foreach (var gateway in table.Asking) _ = AskAsync(gateway);
            if (table.AsksAny) _ = AskAnyAsync(asked++ % AnyKeysMax);
            await Task.Delay(GatewayTable.AskEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ResolveAsync(CancellationToken cancel)
    {
        var (gateways, _) = await seeds.ResolveAsync(cancel);
        if (!gateways.IsEmpty) table.SetSeeds(gateways);
    }

    private async Task AskAnyAsync(int key)
    {
        try
        {
            table.AnsweredAny(await grains.GetGrain<IGatewayGrain>(key).Ask());
        }
        catch (Exception)
        {
            // The next one may take another gateway. That nobody answers is what the table says.
        }
    }

    private async Task AskAsync(IPEndPoint gateway)
    {
        table.Asked(gateway);
        try
        {
            table.Answered(gateway, await GatewayServices.Of(grains, gateway).Ask());
        }
        catch (TimeoutException)
        {
            // Its silence counts from the first question without an answer.
        }
        catch (Exception)
        {
            table.Failed(gateway);
        }
    }
}
