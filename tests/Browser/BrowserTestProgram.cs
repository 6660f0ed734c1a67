using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Browser;

/// <summary>One program on SQLite that every test with a browser looks at, with petitions of its own.</summary>
public sealed class BrowserTestProgram(PostgresServer postgres) : IAsyncLifetime
{
    /// <summary>The collection whose tests share it, one after the other and when everything else is done: browsers need both cores.</summary>
    public const string Collection = "One browsed program";

    private PetitionStore? _store;
    private PetitionProcess? _process;
    private SigningClient? _client;

    /// <summary>Where browsers find it.</summary>
    public Uri Address => _store!.Settings.PublicBaseUrl;

    internal SigningClient Client => _client!;

    /// <summary>Rows of all petitions.</summary>
    internal async Task<int> CountRowsAsync() => (await _store!.ReadAsync()).Rows.Count;

    /// <summary>Somebody else signs, without a browser.</summary>
    internal async Task SignAsync(string slug)
    {
        var body = Client.BodyOf(RunningProgram.NewSigner()).ToJsonString();
        using var answer = await Client.PostAsync(body, RunningProgram.NewOperation(), slug);
        Assert.True(answer.IsSuccessStatusCode, $"{answer}");
    }

    /// <summary>The count as everybody may read it.</summary>
    internal async Task<long> CountAsync(string slug)
    {
        var count = (await Client.Http.GetFromJsonAsync<JsonNode>(new Uri($"/api/v1/petitions/{slug}/count", UriKind.Relative)))!;
        return (long)count["count"]!;
    }

    /// <summary>Staff closes or opens a petition: <c>close</c> or <c>open</c>.</summary>
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
/// One after another, beside the tests that need no real program: a browser waits more than it works, and what it waits for has a deadline
/// that a busy machine meets.
/// </summary>
[CollectionDefinition(BrowserTestProgram.Collection)]
public sealed class BrowserTestProgramCollection : ICollectionFixture<BrowserTestProgram>;
