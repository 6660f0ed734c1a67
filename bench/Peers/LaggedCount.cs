using Npgsql;
using NpgsqlTypes;

namespace Petitions.Bench.Peers;

/// <summary>
/// One INSERT per request, and a job that brings a counter column up to date each second, as the British parliament's open-source petition
/// site does. The count is right a second later.
/// </summary>
internal sealed class LaggedCount : IPeer
{
    // Rows are told apart by the transaction that inserted them: a time or a serial number would miss what commits late.
    private const string Counters = """
        ALTER TABLE petition ADD signatures bigint NOT NULL DEFAULT 0;
        ALTER TABLE signature ADD inserted_by xid8 NOT NULL DEFAULT pg_current_xact_id();
        CREATE INDEX signature_inserted_by ON signature (inserted_by);
        CREATE TABLE recount (counted_below xid8 NOT NULL);
        INSERT INTO recount VALUES (pg_snapshot_xmin(pg_current_snapshot()));
        """;

    public void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(PeerDatabase.Open(builder.Configuration));
        builder.Services.AddSingleton<SignatureTable>();
        builder.Services.AddHostedService<RecountJob>();
    }

    public async Task PrepareAsync(IServiceProvider services, IReadOnlyList<string> slugs)
    {
        await services.GetRequiredService<SignatureTable>().CreateAsync(slugs);
        await services.GetRequiredService<NpgsqlDataSource>().ExecuteAsync(Counters);
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Routes.Signatures,
            (string slug, SignBody body, SignatureTable signatures, TimeProvider time, CancellationToken cancel) =>
            signatures.SignAsync(slug, body, time.GetUtcNow(), cancel));
        routes.MapGet(Routes.Count, async (string slug, SignatureTable signatures, CancellationToken cancel) =>
            CountReply.Of(await signatures.ReadAsync("SELECT signatures FROM petition WHERE id = $1", slug, cancel)));
    }
}

/// <summary>Each second adds the signatures of finished transactions that it has not counted yet.</summary>
internal sealed class RecountJob(NpgsqlDataSource database, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await CountAsync(stoppingToken);
    }

    private async Task CountAsync(CancellationToken cancel)
    {
        // All transactions below "until" have ended. Two statements and not one, so that the planner sees the bounds and uses the index.
        var (since, until) = await BoundsAsync(cancel);
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new("""
            UPDATE petition SET signatures = signatures + fresh.number
            FROM (
              SELECT petition, count(*) AS number FROM signature WHERE inserted_by >= $1 AND inserted_by < $2 GROUP BY petition
            ) AS fresh
            WHERE petition.id = fresh.petition
            """)
        { Parameters = { Transaction(since), Transaction(until) } });
        batch.BatchCommands.Add(new("UPDATE recount SET counted_below = $1") { Parameters = { Transaction(until) } });
        // A batch is one transaction.
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private async Task<(ulong Since, ulong Until)> BoundsAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("SELECT counted_below, pg_snapshot_xmin(pg_current_snapshot()) FROM recount");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        await rows.ReadAsync(cancel);
        return (await rows.GetFieldValueAsync<ulong>(0, cancel), await rows.GetFieldValueAsync<ulong>(1, cancel));
    }

    private static NpgsqlParameter Transaction(ulong id) => new() { Value = id, NpgsqlDbType = NpgsqlDbType.Xid8 };
}
