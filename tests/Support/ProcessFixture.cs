using Xunit;

namespace Petitions.Tests.Support;

/// <summary>
/// One program on SQLite, in a process of its own, that the tests of a collection share, with a client for each port. A collection with
/// other documents or settings overrides <see cref="Configure"/>.
/// </summary>
public abstract class ProcessFixture(PostgresServer postgres) : IAsyncLifetime
{
    private PetitionStore? _store;
    private PetitionSettings? _settings;
    private PetitionProcess? _process;
    private SigningClient? _client;
    private HttpClient? _admin;

    /// <summary>Scheme, host and port of the pages.</summary>
    public Uri Address => Settings.PublicBaseUrl;

    internal PetitionStore Store => _store!;

    internal PetitionSettings Settings => _settings!;

    internal SigningClient Client => _client!;

    /// <summary>Calls on the admin port, with the token.</summary>
    internal HttpClient Admin => _admin!;

    /// <summary>Rows of all petitions.</summary>
    internal async Task<int> CountRowsAsync() => (await Store.ReadAsync()).Rows.Count;

    public virtual async ValueTask InitializeAsync()
    {
        _store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        _settings = Configure(_store.Settings);
        _process = await PetitionProcess.StartReadyAsync(_settings);
        _client = await SigningClient.ConnectAsync(_settings.PublicBaseUrl);
        _admin = await AdminCalls.ConnectAsync(_settings);
    }

    public async ValueTask DisposeAsync()
    {
        _admin?.Dispose();
        _client?.Dispose();
        if (_process is not null) await _process.DisposeAsync();
        if (_store is not null) await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The settings to start with; by default those of the store, which publish the demo.</summary>
    private protected virtual PetitionSettings Configure(PetitionSettings settings) => settings;
}
