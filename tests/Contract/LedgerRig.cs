using Microsoft.Extensions.Time.Testing;
using Petitions.Grains.Ledger;
using Petitions.Silo.Storage;
using Petitions.Silo.Storage.Sqlite;
using Petitions.Tests.Support;

namespace Petitions.Tests.Contract;

/// <summary>One migrated database with two stores on it, as two processes or two writers would have them, and one petition.</summary>
internal sealed class LedgerRig : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _owned = [];
    private LedgerRig(PetitionDatabase database, ILedgerStore first, ILedgerStore second)
    {
        (Database, First, Second) = (database, first, second);
        Petitions = new PetitionTable(database);
        Tallies = new TallyTable(database);
        History = new CountHistoryTable(database);
        Keys = new WrappedKeys(database);
        Rows = new SignatureRows(database);
        Data = new DataEraser(database);
        Outbox = new MailOutbox(database, Time);
        Figures = new PetitionStatistics(database, Outbox);
    }

    public PetitionDatabase Database { get; }

    public ILedgerStore First { get; }

    public ILedgerStore Second { get; }

    public PetitionTable Petitions { get; }

    public TallyTable Tallies { get; }

    public CountHistoryTable History { get; }

    public WrappedKeys Keys { get; }

    public SignatureRows Rows { get; }

    public DataEraser Data { get; }

    public PetitionStatistics Figures { get; }

    public MailOutbox Outbox { get; }

    public FakeTimeProvider Time { get; } = new();

    public int Petition { get; private set; }

    public static async Task<LedgerRig> OnSqliteAsync()
    {
        var scratch = new ScratchFolder();
        var folder = DataFolder.Open(scratch.Path);
        var database = await PetitionDatabase.OpenAsync(new StorageOptions(), new LedgerOptions(), null, folder, CancellationToken.None);
        var (first, second) = (database.CreateStore(new()), database.CreateStore(new()));
        var rig = new LedgerRig(database, first, second);
        rig._owned.AddRange([(SqliteStore)first, (SqliteStore)second, database, new Ending(folder), new Ending(scratch)]);
        return await rig.WithPetitionAsync();
    }

    public static async Task<LedgerRig> OnPostgresAsync(PostgresServer server)
    {
        var fresh = await server.NewDatabaseAsync();
        using var scratch = new ScratchFolder();
        using var folder = DataFolder.Open(scratch.Path);
        var options = new LedgerOptions { WritersMax = 8 };
        var database = await PetitionDatabase.OpenAsync(
            new StorageOptions { Provider = "postgres" }, options, fresh.ConnectionString, folder, CancellationToken.None);
        var rig = new LedgerRig(database, database.CreateStore(options), database.CreateStore(options));
        rig._owned.AddRange([database, fresh]);
        return await rig.WithPetitionAsync();
    }

    public async Task<long> ScalarAsync(string sql)
    {
        await using var connection = await Database.Registry.OpenConnectionAsync();
        return Convert.ToInt64(await connection.ScalarAsync(sql, CancellationToken.None), System.Globalization.CultureInfo.InvariantCulture);
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

    private async Task<LedgerRig> WithPetitionAsync()
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
