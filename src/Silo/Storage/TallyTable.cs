using System.Data.Common;
using System.Globalization;
using Petitions.Grains.Counting;

namespace Petitions.Silo.Storage;

/// <summary>The table <c>tally</c>, in the SQL that both databases understand. Batches of signatures move it by SQL of their own.</summary>
internal sealed class TallyTable(PetitionDatabase database) : ITallyStore
{
    /// <summary>
    /// Creates the shards of a petition, in the transaction that creates the petition. Shards that are there stay as they are.
    /// </summary>
    public static async Task AddShardsAsync(DbConnection connection, int petition, CancellationToken cancel)
    {
        for (var shard = 0; shard < TallyShards.PerPetition; shard++)
        {
            await connection.ExecuteAsync(
                "INSERT INTO tally (petition, shard) VALUES (@petition, @shard) ON CONFLICT (petition, shard) DO NOTHING",
                cancel, ("@petition", petition), ("@shard", shard));
        }
    }

    public async Task<TallyState?> ReadShardsAsync(int petition, CancellationToken cancel)
    {
        var shards = await database.Registry.QueryAsync(
            "SELECT shard, counted, version, paper, imported, open, epoch FROM tally WHERE petition = @petition ORDER BY shard",
            row => (
                Reading: new TallyShard(row.GetInt16(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)),
                Open: row.GetBoolean(5), Epoch: row.GetInt32(6)),
            cancel, ("@petition", petition));
        return shards.Count == 0 ? null : new(shards[0].Open, shards[0].Epoch, [.. shards.Select(shard => shard.Reading)]);
    }

    public Task SetOpenAsync(int petition, bool open, CancellationToken cancel) => database.Registry.InTransactionAsync(async connection =>
    {
        for (var shard = 0; shard < TallyShards.PerPetition; shard++)
        {
            await connection.ExecuteAsync(
                "UPDATE tally SET open = @open WHERE petition = @petition AND shard = @shard",
                cancel, ("@open", open), ("@petition", petition), ("@shard", shard));
        }
        return 0;
    }, cancel);

    public Task<int> RaiseEpochAsync(int petition, CancellationToken cancel) =>
        database.Registry.InTransactionAsync(connection => RaiseEpochAsync(connection, petition, cancel), cancel);

    /// <summary>The same within a transaction of the caller, which must do nothing slow: batches of signatures wait for it.</summary>
    public static async Task<int> RaiseEpochAsync(DbConnection connection, int petition, CancellationToken cancel)
    {
        var raised = 0;
        for (var shard = 0; shard < TallyShards.PerPetition; shard++)
        {
            raised = Convert.ToInt32(
                await connection.ScalarAsync(
                    "UPDATE tally SET epoch = epoch + 1 WHERE petition = @petition AND shard = @shard RETURNING epoch",
                    cancel, ("@petition", petition), ("@shard", shard)),
                CultureInfo.InvariantCulture);
        }
        return raised - 1;
    }
}
