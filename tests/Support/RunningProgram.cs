using System.Net.Http.Headers;
using Xunit;

namespace Petitions.Tests.Support;

/// <summary>One program on SQLite that the tests of the HTTP contract share; each uses signers of its own.</summary>
public sealed class RunningProgram(PostgresServer postgres) : IAsyncLifetime
{
    /// <summary>The collection whose tests share it, one after the other.</summary>
    public const string Collection = "One running program";

    // A count that nobody sees by then never will be seen.
    private static readonly TimeSpan CountVisibleWithin = TimeSpan.FromSeconds(20);

    private static int s_nextSigner = 1_000_000;

    private PetitionStore? _store;
    private PetitionProcess? _process;
    private SigningClient? _client;
    private HttpClient? _admin;

    internal PetitionStore Store => _store!;

    internal PetitionSettings Settings => _store!.Settings;

    internal SigningClient Client => _client!;

    /// <summary>Calls on the admin address, with the token.</summary>
    internal HttpClient Admin => _admin!;

    internal string Slug => Client.Slug;

    internal static int NewSigner() => Interlocked.Increment(ref s_nextSigner);

    internal static Guid NewOperation() => new(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    internal async Task<int> CountRowsAsync() => (await Store.ReadAsync()).Rows.Count;

    /// <summary>Waits until everybody reads the count of what is stored, and returns it: another test may have signed a moment ago.</summary>
    internal async Task<int> SettleAsync()
    {
        var rows = await CountRowsAsync();
        Assert.True(await Waiting.UntilAsync(CountVisibleWithin, async () => await Client.CountAsync() == rows), $"The count is not {rows}.");
        return rows;
    }

    public async ValueTask InitializeAsync()
    {
        _store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        _process = await PetitionProcess.StartReadyAsync(_store.Settings);
        _client = await SigningClient.ConnectAsync(Settings.PublicBaseUrl);
        var token = await File.ReadAllTextAsync(Path.Combine(Settings.DataPath, "admin.token"), TestContext.Current.CancellationToken);
        _admin = new HttpClient { BaseAddress = Settings.AdminAddress };
        _admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
    }

    public async ValueTask DisposeAsync()
    {
        _admin?.Dispose();
        _client?.Dispose();
        if (_process is not null) await _process.DisposeAsync();
        if (_store is not null) await _store.DisposeAsync();
    }
}

[CollectionDefinition(RunningProgram.Collection, DisableParallelization = true)]
public sealed class RunningProgramCollection : ICollectionFixture<RunningProgram>;
