using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Browser;

/// <summary>The program on SQLite that browser tests share, with petitions of its own.</summary>
public sealed class BrowserTestProgram(PostgresServer postgres) : IAsyncLifetime
{
    /// <summary>The collection of the tests that share it; they run one after the other, because browsers need both cores.</summary>
    public const string Collection = "One browsed program";

    private PetitionStore? _store;
    private PetitionProcess? _process;
    private SigningClient? _client;

    /// <summary>Its base address.</summary>
    public Uri Address => _store!.Settings.PublicBaseUrl;

    internal SigningClient Client => _client!;

    /// <summary>Rows of all petitions.</summary>
    internal async Task<int> CountRowsAsync() => (await _store!.ReadAsync()).Rows.Count;

    /// <summary>A new signer signs without a browser.</summary>
    internal async Task SignAsync(string slug)
    {
        var body = Client.BodyOf(RunningProgram.NewSigner()).ToJsonString();
        using var answer = await Client.PostAsync(body, RunningProgram.NewOperation(), slug);
        Assert.True(answer.IsSuccessStatusCode, $"{answer}");
    }

    /// <summary>The public count.</summary>
    internal async Task<long> CountAsync(string slug)
    {
        var count = (await Client.Http.GetFromJsonAsync<JsonNode>(new Uri($"/api/v1/petitions/{slug}/count", UriKind.Relative)))!;
        return (long)count["count"]!;
    }

    /// <summary>Closes or opens a petition with the admin API: <c>close</c> or <c>open</c>.</summary>
    internal Task SetAsync(string slug, string what) => AdminCalls.SetAsync(_store!.Settings, slug, what);

    public async ValueTask InitializeAsync()
    {
        _store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        var documents = Directory.CreateDirectory(Path.Combine(_store.Settings.DataPath, "documents"));
        BrowserPetitions.WriteTo(documents.FullName);
        _process = await PetitionProcess.StartReadyAsync(_store.Settings.With("Petition__Documents", documents.FullName));
        _client = await SigningClient.ConnectAsync(Address);
        await AdminCalls.CloseAsync(_store.Settings, BrowserPetitions.Closed);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_process is not null) await _process.DisposeAsync();
        if (_store is not null) await _store.DisposeAsync();
    }
}

/// <summary>
/// One after the other, in parallel with tests that start no program: a browser waits more than it computes, and its deadlines
/// hold on a busy machine.
/// </summary>
[CollectionDefinition(BrowserTestProgram.Collection)]
public sealed class BrowserTestProgramCollection : ICollectionFixture<BrowserTestProgram>;
