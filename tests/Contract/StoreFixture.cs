using Microsoft.Extensions.Time.Testing;
using Petitions.Grains.Ledger;
using Petitions.Silo.Storage;
using Petitions.Silo.Storage.Sqlite;
using Petitions.Tests.Support;

namespace Petitions.Tests.Contract;

/// <summary>One migrated database with one petition and two ledger stores, as in two processes.</summary>
internal sealed class StoreFixture : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _owned = [];
    private StoreFixture(PetitionDatabase database, ILedgerStore first, ILedgerStore second)
    {
        (Database, First, Second) = (database, first, second);
        Petitions = new PetitionTable(database);
        Tallies = new TallyTable(database);
        History = new CountHistoryTable(database);
        Keys = new WrappedKeys(database);
        Rows = new SignatureRows(database);
        Entries = new EntryTable(database);
        Data = new DataEraser(database);
        Outbox = new MailOutbox(database, Time);
        Statistics = new PetitionStatistics(database, Outbox);
    }

    public PetitionDatabase Database { get; }

    public ILedgerStore First { get; }

    public ILedgerStore Second { get; }

    public PetitionTable Petitions { get; }

    public TallyTable Tallies { get; }

    public CountHistoryTable History { get; }

    public WrappedKeys Keys { get; }

    public SignatureRows Rows { get; }

    public EntryTable Entries { get; }

    public DataEraser Data { get; }

    public PetitionStatistics Statistics { get; }

    public MailOutbox Outbox { get; }

    public FakeTimeProvider Time { get; } = new();

    public int Petition { get; private set; }

    public static async Task<StoreFixture> OnSqliteAsync()
    {
        var scratch = new ScratchFolder();
        var folder = DataFolder.Open(scratch.Path);
        var database = await PetitionDatabase.OpenAsync(new StorageOptions(), new LedgerOptions(), null, folder, CancellationToken.None);
        var (first, second) = (database.CreateStore(new()), database.CreateStore(new()));
        var fixture = new StoreFixture(database, first, second);
        fixture._owned.AddRange([(SqliteStore)first, (SqliteStore)second, database, new Ending(folder), new Ending(scratch)]);
        return await fixture.WithPetitionAsync();
    }

    public static async Task<StoreFixture> OnPostgresAsync(PostgresServer server)
    {
        var fresh = await server.NewDatabaseAsync();
        using var scratch = new ScratchFolder();
        using var folder = DataFolder.Open(scratch.Path);
        var options = new LedgerOptions { WritersMax = 8 };
        var database = await PetitionDatabase.OpenAsync(
            new StorageOptions { Provider = "postgres" }, options, fresh.ConnectionString, folder, CancellationToken.None);
        var fixture = new StoreFixture(database, database.CreateStore(options), database.CreateStore(options));
        fixture._owned.AddRange([database, fresh]);
        return await fixture.WithPetitionAsync();
    }

    public async Task<long> ScalarAsync(string sql)
    {
        await using var connection = await Database.Registry.OpenConnectionAsync();
        return Convert.ToInt64(await connection.ScalarAsync(sql, CancellationToken.None),
            System.Globalization.CultureInfo.InvariantCulture);
    }

    public Task<long> RowsAsync() => ScalarAsync($"SELECT count(*) FROM signature WHERE petition = {Petition}");

    public Task<long> CountedAsync() => ScalarAsync($"SELECT sum(counted) FROM tally WHERE petition = {Petition}");

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Database.Registry.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, CancellationToken.None);
    }

    public async Task<int> AddPetitionAsync(string slug) => await Petitions.EnsureAsync(slug, new byte[60], CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var owned in _owned) await owned.DisposeAsync();
    }

    private async Task<StoreFixture> WithPetitionAsync()
    {
        Petition = await AddPetitionAsync("contract");
        return this;
    }

    private sealed class Ending(IDisposable inner) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            inner.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
