using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Petitions.Bench.Rehearsal.Target;
using Petitions.Frontend.Counting;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Silo.Documents;
using Petitions.Silo.Hosting;

namespace Petitions.Bench.Micro.Counting;

/// <summary>
/// The cost of one step of the refresh loop, five times a second, with 50 of 5,000 petitions being read: 50 grain calls and 50 serialised
/// answers. On the whole program with SQLite, in this process.
/// </summary>
public class CountCacheRefresh
{
    private const int Watched = 50;

    private WebApplication _program = null!;
    private CountCache _counts = null!;
    private CountCacheEntry[] _watched = null!;

    private static int Known => MicroOptions.IsSmoke ? Watched : 5_000;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _program = await SiloHost.CreateAsync(Settings(), static program => program.Logging.ClearProviders());
        await SiloHost.StartAsync(_program);
        var grains = _program.Services.GetRequiredService<IGrainFactory>();
        var demo = new DocumentSource(Folder: null).Read()[0].Parse().Document!;
        for (var i = 0; i < Known; i++)
        {
            var slug = $"count-{i}";
            await grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(slug))
                .Publish(demo with { Slug = slug, Facts = demo.Facts with { OpensAt = DateTimeOffset.UnixEpoch, ClosesAt = null } });
        }

        var catalogue = _program.Services.GetRequiredService<IPetitionCatalogue>();
        await catalogue.RefreshAsync(CancellationToken.None);
        // A cache of its own, whose loop does not run: the benchmark is the loop.
        _counts = new CountCache(grains, new PollInterval(TimeProvider.System), TimeProvider.System);
        var petitions = catalogue.Listed.Where(petition => petition.Slug.StartsWith("count-", StringComparison.Ordinal));
        _watched = [.. petitions.Take(Watched).Select(_counts.Find)];
        await RefreshFifty();
        if (_watched.Length != Watched || _watched.Any(count => count.Value is null))
            throw new InvalidOperationException("A tally is missing.");
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        _counts.Dispose();
        await _program.StopAsync();
        await _program.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public Task RefreshOne() => _watched[0].RefreshAsync();

    [Benchmark]
    public Task RefreshFifty() => Task.WhenAll(_watched.Select(count => count.RefreshAsync()));

    private static string[] Settings() =>
    [
        $"--Petition:DataPath={ScratchFolders.NewFolder("counts")}",
        $"--urls=http://127.0.0.1:{FreePort.Next()}",
        $"--Petition:Admin:Urls=http://127.0.0.1:{FreePort.Next()}",
        $"--Petition:Cluster:SiloPort={FreePort.Next()}",
        $"--Petition:Cluster:GatewayPort={FreePort.Next()}",
    ];
}
