using Microsoft.Data.Sqlite;
using Petitions.Bench.Rehearsal.Auditing;
using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Measuring;
using Petitions.Tests.Support;
using Xunit;
using DatabaseAudit = Petitions.Bench.Rehearsal.Auditing.DatabaseAudit;

namespace Petitions.Tests.Bench;

/// <summary>The rehearsal's audit of a database that was damaged by hand: two signers, two petitions.</summary>
public sealed class DatabaseAuditTests
{
    private const string EveryRowCounts = "Every stored row counts, in the petition that was signed";

    private const string TallyOfTwoInOne =
        "UPDATE tally SET counted = 2 WHERE petition = 7; UPDATE tally SET counted = 0 WHERE petition = 8";

    private static readonly Guid First = new("11111111-0000-4000-8000-000000000000"), Second = new("22222222-0000-4000-8000-000000000000");

    [Theory]
    [InlineData("", null)]
    [InlineData("UPDATE signature SET petition = 7 WHERE petition = 8; " + TallyOfTwoInOne, EveryRowCounts)]
    [InlineData("UPDATE signature SET state = 0; UPDATE tally SET counted = 0", EveryRowCounts)]
    [InlineData(TallyOfTwoInOne, "The tally equals the rows")]
    [InlineData(
        "DELETE FROM signature WHERE petition = 8; UPDATE tally SET counted = 0 WHERE petition = 8",
        "Every acknowledged signature is stored")]
    [InlineData(
        "INSERT INTO signature VALUES (7, x'33333333000040008000000000000000', 1); UPDATE tally SET counted = 2 WHERE petition = 7",
        "Every stored row was sent by this run")]
    public async Task Damage_in_the_database_is_found(string damage, string? failed)
    {
        using var data = new ScratchFolder();
        await ExecuteAsync(data, """
            CREATE TABLE petition (id INTEGER PRIMARY KEY, slug TEXT);
            CREATE TABLE tally (petition INTEGER, shard INTEGER, counted INTEGER);
            CREATE TABLE signature (petition INTEGER, operation BLOB, state INTEGER);
            INSERT INTO petition VALUES (7, 'one'), (8, 'two');
            INSERT INTO tally VALUES (7, 0, 1), (7, 1, 0), (8, 0, 1);
            INSERT INTO signature VALUES
                (7, x'11111111000040008000000000000000', 1),
                (8, x'22222222000040008000000000000000', 1);
            """);
        await ExecuteAsync(data, damage);

        var audit = await AuditAsync(data);
        Assert.Equal(failed is null, audit.Passed);
        if (failed is not null) Assert.Contains(audit.Checks, check => !check.Passed && check.Name == failed);
    }

    private static async Task<AuditResult> AuditAsync(ScratchFolder data)
    {
        var journal = new Journal();
        journal.Acknowledge(journal.Append(signer: 0, petition: 0, sentMicroseconds: 10), First, 20);
        journal.Acknowledge(journal.Append(signer: 1, petition: 1, sentMicroseconds: 10), Second, 20);
        var nowhere = new Uri("http://127.0.0.1:9");
        using var connections = new ConnectionPool(nowhere, 1);
        using var counts = new CountMonitor(nowhere, ["one", "two"]);
        // Every operation is acknowledged, so the audit sends none again.
        var client = new LoadClient(connections, [], new IdempotencyKeys(), journal, new LoadMeter());
        var resender = new OperationResender(client, journal);
        var audit = new DatabaseAudit(DatabaseReader.OfSqlite(data.Path), journal, resender, counts, ["one", "two"], CountOf)
        {
            ReadAtMicroseconds = 30,
        };
        return await audit.RunAsync(TestContext.Current.CancellationToken);

        // The API shows the tally; its own errors are tested elsewhere.
        async Task<long> CountOf(int petition, CancellationToken cancel) =>
            (await DatabaseReader.OfSqlite(data.Path).ReadAsync(["one", "two"], cancel)).Tallied[petition];
    }

    private static async Task ExecuteAsync(ScratchFolder data, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={data.At("petitions.db")};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
