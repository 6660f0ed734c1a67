namespace Petitions.Bench.Comparison.Servers;

/// <summary>
/// A petition with millions of signatures. The database makes the rows itself, which is ten times as fast as signing; keys are random, as
/// real ones are, and the index is as full as one is that grew by them.
/// </summary>
internal static class PrefilledSignatures
{
    /// <summary>The petition that has them; it has to be published.</summary>
    public const string Slug = "stored";

    private const string Columns =
        "petition, row_key, operation, state, signed_at, document_version, consent_record, source, epoch, sealed";

    private const string Petition = $"(SELECT id FROM petition WHERE slug = '{Slug}')";

    // As long as what is sealed of a signature.
    private static readonly string Sealed = new('5', 384);

    /// <summary>Takes this program, which is starting, and starts it again with that many signatures.</summary>
    public static async Task StoreAsync(Server server, long number, CancellationToken cancel)
    {
        await server.WaitReadyAsync(cancel);
        await server.StopAsync();
        var database = server.Database!;
        foreach (var statement in database.IsPostgres ? OnPostgres(number) : OnSqlite(number)) await database.RunAsync(statement, cancel);
        await database.RunAsync(FormattableString.Invariant(
            $"UPDATE tally SET counted = {number}, version = {number} WHERE petition = {Petition} AND shard = 0"), cancel);
        await server.StartAsync(cancel);
    }

    private static IEnumerable<string> OnPostgres(long number) =>
    [
        "ALTER TABLE signature DROP CONSTRAINT signature_pkey",
        FormattableString.Invariant($"""
            INSERT INTO signature ({Columns})
            SELECT {Petition}, gen_random_uuid(), gen_random_uuid(), 1, date_trunc('minute', now()), 1, 1, 0, 1, decode('{Sealed}', 'hex')
            FROM generate_series(1, {number})
            """),
        "ALTER TABLE signature ADD CONSTRAINT signature_pkey PRIMARY KEY (petition, row_key) WITH (fillfactor = 70)",
        "VACUUM (ANALYZE) signature",
    ];

    private static IEnumerable<string> OnSqlite(long number) =>
    [
        FormattableString.Invariant($"""
            PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000; PRAGMA temp_store = MEMORY;
            WITH RECURSIVE row (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM row WHERE number < {number})
            INSERT INTO signature ({Columns})
            SELECT {Petition}, randomblob(16), randomblob(16), 1, '2026-11-24T12:00Z', 1, 1, 0, 1, x'{Sealed}' FROM row;
            PRAGMA wal_checkpoint(TRUNCATE);
            """),
    ];
}
