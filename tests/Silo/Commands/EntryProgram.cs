using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Commands;

/// <summary>A running program with its demo, and commands that enter signatures into it; each is a process of its own.</summary>
internal sealed class EntryProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly PetitionStore _store;
    private readonly ScratchFolder _folder = new();

    private EntryProgram(PetitionStore store) => _store = store;

    public PetitionStore Store => _store;

    public PetitionProcess Process { get; private set; } = null!;

    public SigningClient Signers { get; private set; } = null!;

    public string Slug => Signers.Slug;

    public static async Task<EntryProgram> StartAsync(StoreKind kind, PostgresServer postgres)
    {
        var program = new EntryProgram(await PetitionStore.CreateAsync(kind, postgres));
        await program.RestartAsync();
        return program;
    }

    public async Task RestartAsync()
    {
        if (Process is not null) await Process.DisposeAsync();
        Signers?.Dispose();
        Process = await PetitionProcess.StartReadyAsync(_store.Settings);
        Signers = await SigningClient.ConnectAsync(_store.Settings.PublicBaseUrl);
    }

    public string At(string file) => _folder.At(file);

    public Task WriteAsync(string file, params IEnumerable<string> lines) => File.WriteAllLinesAsync(At(file), lines);

    public Task<CommandRun> RunAsync(params string[] arguments) => RunAsync(Patience, arguments);

    public Task<CommandRun> RunAsync(TimeSpan endsWithin, params string[] arguments) => CommandRun.OfAsync(
        endsWithin, _folder.Path,
        new Dictionary<string, string>
        {
            ["Petition__Admin__Urls"] = $"{_store.Settings.AdminAddress}", ["Petition__DataPath"] = _store.Settings.DataPath,
        },
        arguments);

    /// <summary>The numbers that a run printed, such as "3 new, 1 faulty".</summary>
    public static string NumbersOf(CommandRun run) => string.Join(", ", run.Output.Split('\n')
        .Where(line => line.StartsWith("  ", StringComparison.Ordinal)).Select(line => line.Split(':')[0].Trim())
        .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    /// <summary>The lines that a run named.</summary>
    public static string[] NotesOf(CommandRun run) =>
        [.. run.Output.Split('\n').Where(line => line.StartsWith("line ", StringComparison.Ordinal))];

    /// <summary>Waits until the public count is this.</summary>
    public async Task<JsonObject> CountAsync(long count)
    {
        JsonObject? last = null;
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
        {
            last = await Signers.Http.GetFromJsonAsync<JsonObject>($"/api/v1/petitions/{Slug}/count");
            return (long)last!["count"]! == count;
        }), $"{last}");
        return last!;
    }

    public async ValueTask DisposeAsync()
    {
        Signers.Dispose();
        await Process.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }
}
