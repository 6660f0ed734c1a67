using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Petitions.Grains.Ledger;
using Petitions.Silo.Storage;
using Petitions.Silo.Storage.Sqlite;
using Petitions.Tests.Contract;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Storage;

/// <summary>
/// Somebody who has the master key and copies the files of the database finds no destroyed key and nothing that was erased, while the
/// program still runs. The stored bytes themselves are searched, which finds more than trying the key on everything.
/// </summary>
public sealed class DeletedDataTests(PostgresServer server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly DateTimeOffset Now = new(2026, 3, 20, 19, 20, 0, TimeSpan.Zero);

    [Fact]
    public async Task Nothing_that_was_destroyed_or_erased_stays_in_the_files_of_SQLite()
    {
        await using var fixture = await StoreFixture.OnSqliteAsync();
        var path = fixture.Database.Sqlite!.Path;
        var wrapped = RandomNumberGenerator.GetBytes(60);
        await fixture.ExecuteAsync($"UPDATE petition SET wrapped_key = x'{Convert.ToHexString(wrapped)}'");
        LedgerEntry[] entries = [.. Enumerable.Range(0, 200).Select(_ => SampleEntry.Of(fixture.Petition))];
        await fixture.First.CommitAsync(entries, 0, CancellationToken.None);
        var time = new FakeTimeProvider();
        using var job = new SqliteLogTruncation(fixture.Database.Sqlite, time, NullLogger<SqliteLogTruncation>.Instance);
        await job.StartAsync(TestContext.Current.CancellationToken);
        // Into the database file, too.
        Assert.True(job.TryTruncate());
        Assert.True(Holds(path, wrapped));

        // One person erases, then the petition's time is over.
        await fixture.First.CommitAsync(
            [entries[0] with { Work = LedgerWork.Change, Change = SignatureChange.Erase(Now) }], 0, CancellationToken.None);
        await fixture.Keys.DestroyAsync(fixture.Petition, CancellationToken.None);
        await fixture.Data.EmptySignaturesAsync(fixture.Petition, Guid.Empty, 1_000, Now, CancellationToken.None);
        await fixture.Data.ScrubDataAsync(CancellationToken.None);

        Assert.True(Holds(path, wrapped), "the log holds nothing that a truncation would remove");

        Assert.True(await Waiting.UntilAsync(Patience, () =>
        {
            time.Advance(SqliteLogTruncation.RetryAfter);
            return new FileInfo(path + "-wal").Length == 0;
        }));
        Assert.False(Holds(path, wrapped), "the destroyed key can be read");
        Assert.All(entries, entry => Assert.False(Holds(path, entry.Ciphertext[..32]), "erased data can be read"));
        Assert.Equal(200, await fixture.RowsAsync());
        await job.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_transaction_of_another_program_delays_the_truncation_and_no_signature()
    {
        await using var fixture = await StoreFixture.OnSqliteAsync();
        var job = new SqliteLogTruncation(
            fixture.Database.Sqlite!, new FakeTimeProvider(), NullLogger<SqliteLogTruncation>.Instance);
        await using (var reader = fixture.Database.Sqlite!.Open())
        {
            await reader.ExecuteAsync("BEGIN DEFERRED", CancellationToken.None);
            Assert.Equal(0L, await reader.ScalarAsync("SELECT count(*) FROM signature", CancellationToken.None));
            await fixture.First.CommitAsync([SampleEntry.Of(fixture.Petition)], 0, CancellationToken.None);

            Assert.False(job.TryTruncate());
            await fixture.First.CommitAsync([SampleEntry.Of(fixture.Petition)], 0, CancellationToken.None);
            await reader.ExecuteAsync("ROLLBACK", CancellationToken.None);
        }
        Assert.True(job.TryTruncate());
        Assert.Equal(2, await fixture.RowsAsync());
        job.Dispose();
    }

    // A plain VACUUM frees the place of erased rows, which later rows overwrite; without the key they cannot be read.
    [Fact]
    public async Task A_destroyed_key_stays_in_no_table_file_of_PostgreSQL_and_the_place_of_erased_rows_is_free()
    {
        await using var fixture = await StoreFixture.OnPostgresAsync(server);
        var wrapped = RandomNumberGenerator.GetBytes(60);
        await fixture.ExecuteAsync($"UPDATE petition SET wrapped_key = '\\x{Convert.ToHexString(wrapped)}'");
        await fixture.First.CommitAsync(
            [.. Enumerable.Range(0, 500).Select(_ => SampleEntry.Of(fixture.Petition))], 0, CancellationToken.None);
        var contains = $"""
            CHECKPOINT;
            SELECT count(*) FROM pg_read_binary_file(pg_relation_filepath('petition')) AS file (bytes)
            WHERE position('\x{Convert.ToHexString(wrapped)}'::bytea IN bytes) > 0
            """;
        Assert.Equal(1, await fixture.ScalarAsync(contains));

        await fixture.Keys.DestroyAsync(fixture.Petition, CancellationToken.None);
        Assert.Equal(1, await fixture.ScalarAsync(contains));
        await fixture.Data.ScrubKeysAsync(CancellationToken.None);
        Assert.Equal(0, await fixture.ScalarAsync(contains));

        await fixture.Data.EmptySignaturesAsync(fixture.Petition, Guid.Empty, 1_000, Now, CancellationToken.None);
        await fixture.Data.ScrubDataAsync(CancellationToken.None);
        Assert.True(await Waiting.UntilAsync(Patience, async () => await fixture.ScalarAsync(
            "SELECT count(*) FROM pg_stat_user_tables WHERE relname IN ('signature', 'mail') AND last_vacuum IS NOT NULL") == 2));
        // The limit of statements is what it was.
        Assert.Equal(3_000, await fixture.ScalarAsync(
            "SELECT extract(epoch FROM current_setting('statement_timeout')::interval) * 1000"));
    }

    private static bool Holds(string path, byte[] bytes) =>
        new[] { path, path + "-wal", path + "-shm" }.Any(file => File.Exists(file) && Read(file).AsSpan().IndexOf(bytes) >= 0);

    // SQLite has the files open.
    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
