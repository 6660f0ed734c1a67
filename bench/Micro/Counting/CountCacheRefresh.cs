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
/// What the board does five times a second while fifty of five thousand petitions are watched: it asks fifty grains for their tally and
/// writes fifty answers. On the whole program with SQLite, in this process.
/// </summary>
public class CountCacheRefresh
{
    private const int Watched = 50;

    private WebApplication _program = null!;
    private CountCache _board = null!;
    private CountCacheEntry[] _watched = null!;

    private static int Known => MicroRun.IsSmoke ? Watched : 5_000;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _program = await SiloHost.CreateAsync(Settings(), static program => program.Logging.ClearProviders());
        await SiloHost.StartAsync(_program);
        var grains = _program.Services.GetRequiredService<IGrainFactory>();
        var demo = new DocumentSource(Folder: null).Read()[0].Parse().Document!;
        for (var i = 0; i < Known; i++)
        {
            var slug = $"board-{i}";
            await grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(slug))
                .Publish(demo with { Slug = slug, Facts = demo.Facts with { OpensAt = DateTimeOffset.UnixEpoch, ClosesAt = null } });
        }

        var catalogue = _program.Services.GetRequiredService<IPetitionCatalogue>();
        await catalogue.RefreshAsync(CancellationToken.None);
        // A board of its own, whose loop does not run: the benchmark is the loop.
        _board = new CountCache(grains, new PollInterval(TimeProvider.System), TimeProvider.System);
        _watched = [.. catalogue.Listed.Where(petition => petition.Slug.StartsWith("board-", StringComparison.Ordinal)).Take(Watched).Select(_board.Find)];
        await RefreshFifty();
        if (_watched.Length != Watched || _watched.Any(count => count.Held is null)) throw new InvalidOperationException("A tally is missing.");
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        _board.Dispose();
        await _program.StopAsync();
        await _program.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public Task RefreshOne() => _watched[0].FetchAsync();

    [Benchmark]
    public Task RefreshFifty() => Task.WhenAll(_watched.Select(count => count.FetchAsync()));

    private static string[] Settings() =>
    [
        $"--Petition:DataPath={Scratch.NewFolder("board")}",
        $"--urls=http://127.0.0.1:{FreePort.Next()}",
        $"--Petition:Admin:Urls=http://127.0.0.1:{FreePort.Next()}",
        $"--Petition:Cluster:SiloPort={FreePort.Next()}",
        $"--Petition:Cluster:GatewayPort={FreePort.Next()}",
    ];
}
