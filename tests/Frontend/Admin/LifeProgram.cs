using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Admin;

/// <summary>The product with admin calls about one petition, which a test leads through its life; it can be restarted.</summary>
internal sealed class LifeProgram : IAsyncDisposable
{
    public const string Petition = "old-lamp";

    private readonly PetitionStore _store;
    private PetitionSettings _settings;

    private LifeProgram(PetitionStore store, TestHost host) => (_store, _settings, Host) = (store, store.Settings, host);

    public TestHost Host { get; private set; }

    public IPetitionGrain Grain => Host.Grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(Petition));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<LifeProgram> StartAsync(StoreKind kind, PostgresServer postgres)
    {
        var store = await PetitionStore.CreateAsync(kind, postgres);
        return new(store, await TestHost.StartAsync(store.Settings));
    }

    /// <summary>The sample document, with this date of closing; null is none.</summary>
    public static string Document(DateTimeOffset? closesAt = null) => SampleDocument.Replace(
        SampleDocument.English, SampleDocument.ClosesAt, closesAt is { } at ? $"closesAt: {at:yyyy-MM-dd'T'HH:mm:ss'Z'}\n" : "");

    /// <summary>Stops the program and starts it again, maybe with other settings.</summary>
    public async Task RestartAsync(Func<PetitionSettings, PetitionSettings>? change = null)
    {
        await Host.DisposeAsync();
        if (change is not null) _settings = change(_settings);
        Host = await TestHost.StartAsync(_settings);
    }

    /// <summary>A call about the petition.</summary>
    public Task<HttpResponseMessage> PostAsync(string call, JsonNode? body = null) => Host.Admin.PostAsJsonAsync(Call(call), body, Cancel);

    /// <summary>The answer to a call that is done.</summary>
    public async Task<JsonObject> DoAsync(string call, JsonNode? body = null)
    {
        using var answer = body is null ? await Host.Admin.PostAsync(Call(call), null, Cancel) : await PostAsync(call, body);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Asserts that a call is refused, and returns the end of its type.</summary>
    public async Task<string> RefusedAsync(int status, string call, JsonNode? body = null)
    {
        using var answer = body is null ? await Host.Admin.PostAsync(Call(call), null, Cancel) : await PostAsync(call, body);
        return ((string)(await ProblemAnswer.AssertAsync(answer, status))["type"]!).Split(':')[^1];
    }

    /// <summary>The body of <c>check</c> and <c>publish</c>.</summary>
    public static JsonObject Sent(string document, bool draft = false, string? german = null)
    {
        var documents = new JsonArray(new JsonObject { ["name"] = "old-lamp.en.md", ["content"] = document });
        if (german is not null) documents.Add((JsonNode)new JsonObject { ["name"] = "old-lamp.de.md", ["content"] = german });
        var body = new JsonObject { ["documents"] = documents };
        if (draft) body["draft"] = true;
        return body;
    }

    public async Task<JsonObject> StatusAsync() => (await Host.Admin.GetFromJsonAsync<JsonObject>(Call(""), Cancel))!;

    /// <summary>What happened to the petition so far.</summary>
    public async Task<string[]> EventsAsync() =>
        [.. (await StatusAsync())["life"]!["transitions"]!.AsArray().Select(one => (string)one!["event"]!)];

    /// <summary>What will happen to it.</summary>
    public async Task<string[]> PlannedAsync() =>
        [.. (await StatusAsync())["life"]!["planned"]!.AsArray().Select(one => (string)one!["event"]!)];

    public Task<HttpResponseMessage> GetAsync(string path) => Host.Public.GetAsync(new Uri(path, UriKind.Relative), Cancel);

    public async Task<HttpStatusCode> SignAsync(string email = "maria@example.org")
    {
        using var answer = await Host.Public.PostAsJsonAsync($"/api/v1/petitions/{Petition}/signatures", JsonNode.Parse($$"""
            { "givenName": "Maria", "familyName": "Musterfrau", "email": "{{email}}", "locale": "en", "ageConfirmed": true,
              "consents": [ { "id": "transfer", "version": "2026-01" } ] }
            """), Cancel);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _store.DisposeAsync();
    }

    private static Uri Call(string call) =>
        new($"/api/v1/admin/petitions/{Petition}{(call.Length == 0 ? "" : "/")}{call}", UriKind.Relative);
}
