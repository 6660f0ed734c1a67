using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Browser;

/// <summary>
/// A real program under simulated overload: the first try of every operation is refused, the second is stored and its response lost,
/// the third is answered. Started by the first test that uses it.
/// </summary>
public sealed class OverloadedProgram(PostgresServer postgres) : IAsyncLifetime
{
    private PetitionStore? _store;
    private PetitionProcess? _process;

    /// <summary>Its base address.</summary>
    public Uri Address => _store!.Settings.PublicBaseUrl;

    /// <summary>The signing page.</summary>
    public string PathOf(string lang) => new Uri(Address, SigningPage.PathOf(BrowserPetitions.Open, lang)).AbsoluteUri;

    /// <summary>Rows of all petitions.</summary>
    internal async Task<int> CountRowsAsync() => (await _store!.ReadAsync()).Rows.Count;

    public async ValueTask InitializeAsync()
    {
        _store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        var documents = Directory.CreateDirectory(Path.Combine(_store.Settings.DataPath, "documents"));
        BrowserPetitions.WriteTo(documents.FullName);
        var settings = _store.Settings.With("Petition__Documents", documents.FullName).With("PETITION_TEST_FAULT", "crowded");
        _process = await PetitionProcess.StartReadyAsync(settings with { Program = ProgramFiles.FaultyProduct });
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        if (_store is not null) await _store.DisposeAsync();
    }
}
