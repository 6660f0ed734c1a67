using System.Collections.Immutable;
using System.Data.Common;
using Petitions.Grains.Counting;

namespace Petitions.Silo.Storage;

/// <summary>The table <c>count_history</c>, in the SQL that both databases understand.</summary>
internal sealed class CountHistoryTable(PetitionDatabase database) : ICountHistoryStore
{
    public async Task AddAsync(int petition, CountPoint point, CancellationToken cancel)
    {
        await using var connection = await database.Registry.OpenConnectionAsync(cancel);
        // A petition without shards was removed: a point that arrives late is not stored.
        await connection.ExecuteAsync(
            "INSERT INTO count_history (petition, minute, total)"
            + " SELECT petition, @minute, @total FROM tally WHERE petition = @petition AND shard = 0"
            + " ON CONFLICT (petition, minute) DO UPDATE SET total = excluded.total",
            cancel, ("@petition", petition), ("@minute", point.Minute), ("@total", point.Total));
    }

    public async Task<CountPoint?> FindLastAsync(int petition, CancellationToken cancel)
    {
        var found = await database.Registry.QueryAsync(
            "SELECT minute, total FROM count_history WHERE petition = @petition ORDER BY minute DESC LIMIT 1", PointOf, cancel,
            ("@petition", petition));
        return found.Count == 0 ? null : found[0];
    }

    public async Task<ImmutableArray<CountPoint>> ReadAsync(int petition, CountWindow window, CancellationToken cancel)
    {
        var points = await database.Registry.QueryAsync(
            """
            SELECT minute, total FROM count_history
            WHERE petition = @petition AND minute >= @minutesFrom AND minute < @until
            UNION ALL
            SELECT minute, total FROM count_history
            WHERE petition = @petition AND minute IN (
              SELECT max(minute) FROM count_history
              WHERE petition = @petition AND minute >= @hoursFrom AND minute < @minutesFrom
              GROUP BY minute / 60
              UNION
              SELECT min(minute) FROM count_history
              WHERE petition = @petition AND minute >= @hoursFrom AND minute < @minutesFrom)
            ORDER BY minute
            """,
            PointOf, cancel,
            ("@petition", petition), ("@hoursFrom", window.HoursFrom), ("@minutesFrom", window.MinutesFrom), ("@until", window.Until));
        return [.. points];
    }

    public async Task ThinAsync(int petition, int minute, CancellationToken cancel)
    {
        await using var connection = await database.Registry.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            """
            DELETE FROM count_history
            WHERE petition = @petition AND minute < @minute AND minute NOT IN (
              SELECT max(minute) FROM count_history
              WHERE petition = @petition AND minute < @minute
              GROUP BY minute / 60
              UNION
              SELECT min(minute) FROM count_history
              WHERE petition = @petition)
            """,
            cancel, ("@petition", petition), ("@minute", minute));
    }

    private static CountPoint PointOf(DbDataReader row) => new(row.GetInt32(0), row.GetInt64(1));
}
