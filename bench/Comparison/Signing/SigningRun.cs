using System.Globalization;
using Petitions.Bench.Comparison.Auditing;
using Petitions.Bench.Comparison.Load;
using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Comparison.Settings;

namespace Petitions.Bench.Comparison.Signing;

/// <summary>One server in one mode and round: resumed, loaded, audited and paused again.</summary>
internal sealed class SigningRun(TestBed bed, Server server, SigningMode mode, int round)
{
    private readonly SignedPetitions _petitions = mode.PetitionsOf(round);

    public async Task<RunFigures> MeasureAsync(CancellationToken cancel)
    {
        await server.ResumeAsync(cancel);
        var before = mode.KeepsPetitions ? await StoredAsync(cancel) : (0, 0);
        await bed.SettleAsync(server, cancel);
        server.ForgetPeakMemory();

        var (programBefore, databaseBefore) = (server.CpuMicroseconds, bed.DatabaseCpuMicroseconds);
        var run = mode.Name + round.ToString(CultureInfo.InvariantCulture);
        var load = await new SigningLoad(mode.Signers, _petitions, run).RunAsync(server, bed.Options.Seconds, cancel);
        var program = server.CpuMicroseconds - programBefore;
        var database = server.Database is { IsPostgres: true } ? bed.DatabaseCpuMicroseconds - databaseBefore : 0;

        var added = await AddedAsync(before, cancel);
        var peakMb = server.PeakMemoryMb;
        server.Pause();

        var each = Math.Max(load.Acknowledged, 1);
        return new(mode.Name, server.Plan.Label, round,
            new(load.PerSecond, load.P50Milliseconds, load.P99Milliseconds, program / each, database / each), peakMb,
            new(load.Sent - load.Acknowledged, load.Acknowledged, load.Persons, added?.Rows, added?.Count),
            SigningAudit.Decide(load.Sent, load.Acknowledged, load.Persons, added));
    }

    private async Task<(long Rows, long Count)> StoredAsync(CancellationToken cancel)
    {
        if (server.Database is null) return (0, 0);
        var rows = await StoredSignatures.CountAsync(server, _petitions.Pattern, cancel);
        return (rows, await ShownCount.ReadAsync(server, _petitions.Slugs, cancel));
    }

    // Null for a server that stores nothing.
    private async Task<(long Rows, long Count)?> AddedAsync((long Rows, long Count) before, CancellationToken cancel)
    {
        if (server.Database is null) return null;
        var rows = await StoredSignatures.CountAsync(server, _petitions.Pattern, cancel) - before.Rows;
        return (rows, await ShownCount.WaitAsync(server, _petitions.Slugs, rows + before.Count, cancel) - before.Count);
    }
}
