using System.Globalization;

namespace Petitions.Bench.Micro.Storage;

/// <summary>
/// The statements that seed a database and delete what a benchmark added. The database generates the rows, which is ten times as fast as
/// sending them; their keys are random, like real ones.
/// </summary>
internal static class SeedSql
{
    private const int SqliteStep = 1_000_000;

    private const string Columns =
        "petition, row_key, operation, state, signed_at, document_version, consent_record, source, epoch, sealed";

    /// <summary>One petition with one shard and <paramref name="rows"/> signatures, which the shard counts.</summary>
    public static IEnumerable<string> Insert(StoreKind kind, int rows) =>
    [
        "INSERT INTO petition (slug) VALUES ('micro')",
        Text($"""
            INSERT INTO tally (petition, shard, counted, version)
            VALUES ({SeededDatabase.Petition}, {SeededDatabase.Shard}, {rows}, {rows})
            """),
        .. kind == StoreKind.Postgres ? InsertPostgres(rows) : InsertSqlite(rows),
    ];

    /// <summary>Deletes all but the seeded rows and runs a checkpoint, so that every benchmark starts from the same state.</summary>
    public static IEnumerable<string> Reset(StoreKind kind, int rows) => kind == StoreKind.Postgres
        ?
        [
            Text($"DELETE FROM signature WHERE document_version = {SeededDatabase.MeasuredVersion}"),
            "VACUUM signature",
            "VACUUM tally",
            "CHECKPOINT",
        ]
        : [Text($"DELETE FROM signature WHERE rowid > {rows}"), "PRAGMA wal_checkpoint(TRUNCATE)"];

    // The index is created at the end, which is faster, with the fill factor of an index that grew by random keys.
    private static IEnumerable<string> InsertPostgres(int rows) =>
    [
        "ALTER TABLE signature DROP CONSTRAINT signature_pkey",
        Text($"""
            INSERT INTO signature ({Columns})
            SELECT {SeededDatabase.Petition}, gen_random_uuid(), gen_random_uuid(), 1, '2026-11-24 12:00Z', 1, 1, 0, 1,
                decode('{Sealed}', 'hex')
            FROM generate_series(1, {rows})
            """),
        "ALTER TABLE signature ADD CONSTRAINT signature_pkey PRIMARY KEY (petition, row_key) WITH (fillfactor = 70)",
        "VACUUM (ANALYZE) signature",
    ];

    // SQLite cannot create the index of a primary key later, so a 1 GB cache holds it meanwhile.
    private static IEnumerable<string> InsertSqlite(int rows)
    {
        yield return "PRAGMA journal_mode = WAL";
        yield return "PRAGMA synchronous = OFF";
        yield return "PRAGMA cache_size = -1000000";
        for (var left = rows; left > 0; left -= SqliteStep)
        {
            yield return Text($"""
                WITH RECURSIVE row (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM row WHERE number < {Math.Min(left, SqliteStep)})
                INSERT INTO signature ({Columns})
                SELECT {SeededDatabase.Petition}, randomblob(16), randomblob(16), 1, '2026-11-24T12:00Z', 1, 1, 0, 1, x'{Sealed}' FROM row
                """);
            yield return "PRAGMA wal_checkpoint(TRUNCATE)";
        }
    }

    private static string Sealed => new('5', 2 * SampleData.SealedBytes);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
