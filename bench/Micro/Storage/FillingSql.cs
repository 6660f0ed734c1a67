using System.Globalization;

namespace Petitions.Bench.Micro.Storage;

/// <summary>
/// The statements that fill a database and take out again what a benchmark added. Rows are made by the database itself, which is ten times
/// as fast as sending them; their keys are random, as real ones are.
/// </summary>
internal static class FillingSql
{
    private const int SqliteStep = 1_000_000;

    private const string Columns =
        "petition, row_key, operation, state, signed_at, document_version, consent_record, source, epoch, sealed";

    /// <summary>One petition with one open shard and <paramref name="rows"/> signatures, which the shard counts.</summary>
    public static IEnumerable<string> Fill(StoreKind kind, int rows) =>
    [
        "INSERT INTO petition (slug) VALUES ('micro')",
        Text($"INSERT INTO tally (petition, shard, counted, version) VALUES ({FilledDatabase.Petition}, {FilledDatabase.Shard}, {rows}, {rows})"),
        .. kind == StoreKind.Postgres ? FillPostgres(rows) : FillSqlite(rows),
    ];

    /// <summary>Takes out the rows above the first ones and writes the rest to the disk, so that every benchmark starts alike.</summary>
    public static IEnumerable<string> Reset(StoreKind kind, int rows) => kind == StoreKind.Postgres
        ?
        [
            Text($"DELETE FROM signature WHERE document_version = {FilledDatabase.MeasuredVersion}"),
            "VACUUM signature",
            "VACUUM tally",
            "CHECKPOINT",
        ]
        : [Text($"DELETE FROM signature WHERE rowid > {rows}"), "PRAGMA wal_checkpoint(TRUNCATE)"];

    // The index is made at the end, which is faster, and as full as one is that grew by random keys.
    private static IEnumerable<string> FillPostgres(int rows) =>
    [
        "ALTER TABLE signature DROP CONSTRAINT signature_pkey",
        Text($"""
            INSERT INTO signature ({Columns})
            SELECT {FilledDatabase.Petition}, gen_random_uuid(), gen_random_uuid(), 1, '2026-11-24 12:00Z', 1, 1, 0, 1, decode('{Sealed}', 'hex')
            FROM generate_series(1, {rows})
            """),
        "ALTER TABLE signature ADD CONSTRAINT signature_pkey PRIMARY KEY (petition, row_key) WITH (fillfactor = 70)",
        "VACUUM (ANALYZE) signature",
    ];

    // SQLite cannot make the index of a primary key later, so it is kept in memory meanwhile.
    private static IEnumerable<string> FillSqlite(int rows)
    {
        yield return "PRAGMA journal_mode = WAL";
        yield return "PRAGMA synchronous = OFF";
        yield return "PRAGMA cache_size = -1000000";
        for (var left = rows; left > 0; left -= SqliteStep)
        {
            yield return Text($"""
                WITH RECURSIVE row (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM row WHERE number < {Math.Min(left, SqliteStep)})
                INSERT INTO signature ({Columns})
                SELECT {FilledDatabase.Petition}, randomblob(16), randomblob(16), 1, '2026-11-24T12:00Z', 1, 1, 0, 1, x'{Sealed}' FROM row
                """);
            yield return "PRAGMA wal_checkpoint(TRUNCATE)";
        }
    }

    private static string Sealed => new('5', 2 * Specimen.SealedBytes);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
