using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Petitions.Frontend.Admin;
using Petitions.Grains.Administration;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Admin;

/// <summary>Tokens for people: given once, checked for every call, ended at once; on both databases.</summary>
public sealed class TokenCallsTests(PostgresServer postgres)
{
    private static readonly Uri Tokens = new("/api/v1/admin/tokens", UriKind.Relative);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_token_works_until_it_is_revoked_and_then_nowhere(StoreKind kind)
    {
        await using var store = await PetitionStore.CreateAsync(kind, postgres);
        await using var host = await TestHost.StartAsync(store.Settings);
        using var anna = await GiveAsync(host, "anna", "read");
        using (var list = await anna.GetAsync(At("petitions"), Cancel)) Assert.Equal(HttpStatusCode.OK, list.StatusCode);

        using (var again = await PostAsync(host.Admin, "anna", "edit")) await ProblemAnswer.AssertAsync(again, 409);
        using (var revoked = await host.Admin.DeleteAsync(At("tokens/anna"), Cancel))
            Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        using (var ended = await anna.GetAsync(At("petitions"), Cancel))
        {
            Assert.EndsWith("token-ended", (string)(await ProblemAnswer.AssertAsync(ended, 401))["type"]!, StringComparison.Ordinal);
            Assert.Equal("Bearer error=\"invalid_token\"", Assert.Single(ended.Headers.WwwAuthenticate).ToString());
        }
        using (var twice = await host.Admin.DeleteAsync(At("tokens/anna"), Cancel)) await ProblemAnswer.AssertAsync(twice, 404);

        using var newer = await GiveAsync(host, "anna", "edit");
        var all = (await host.Admin.GetFromJsonAsync<JsonNode>(Tokens, Cancel))!["tokens"]!.AsArray();
        Assert.Equal([("anna", "read", true), ("anna", "edit", false)], all.Select(one =>
            ((string)one!["name"]!, (string)one["roles"]![0]!, one["revokedAt"] is not null)));
        Assert.Equal("admin", (string)all[0]!["revokedBy"]!);
    }

    [Fact]
    public async Task A_token_that_has_expired_is_refused()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var host = await TestHost.StartAsync(store.Settings);
        using var anna = await GiveAsync(host, "anna", "read", TimeProvider.System.GetUtcNow().AddSeconds(2));
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(20), async () =>
        {
            using var answer = await anna.GetAsync(At("petitions"), Cancel);
            return answer.StatusCode == HttpStatusCode.Unauthorized;
        }));
    }

    [Fact]
    public async Task Every_admin_call_has_a_role_and_refuses_smaller_ones()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var host = await TestHost.StartAsync(store.Settings);
        var callers = new Dictionary<AdminRoles, HttpClient>();
        foreach (var word in AdminRoleWords.Words) callers[AdminRoleWords.Find(word)!.Value] = await GiveAsync(host, $"a-{word}", word);

        var calls = host.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/v1/admin/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(calls);
        foreach (var call in calls)
        {
            var needed = Assert.IsType<NeededRole>(call.Metadata.GetMetadata<NeededRole>()).Role;
            var method = call.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
            foreach (var (role, caller) in callers.Where(caller => !caller.Key.Include(needed)))
            {
                var path = call.RoutePattern.RawText!.Replace("{number:int}", "1", StringComparison.Ordinal)
                    .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
                using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
                using var answer = await caller.SendAsync(request, Cancel);
                Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{role}: {method} {path} is {answer.StatusCode}");
            }
        }
        foreach (var caller in callers.Values) caller.Dispose();
    }

    [Theory]
    [InlineData("""{ "name": "Anna", "roles": ["read"] }""")]
    [InlineData("""{ "name": "admin", "roles": ["read"] }""")]
    [InlineData("""{ "name": "anna", "roles": [] }""")]
    [InlineData("""{ "name": "anna", "roles": ["owner"] }""")]
    [InlineData("""{ "name": "anna" }""")]
    [InlineData("""{ "name": "anna", "roles": ["read"], "expiresAt": "2020-01-01T00:00:00Z" }""")]
    public async Task What_is_no_token_to_give_is_refused(string body)
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var host = await TestHost.StartAsync(store.Settings);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await host.Admin.PostAsync(Tokens, content, Cancel);
        await ProblemAnswer.AssertAsync(answer, 400);
        Assert.Empty((await host.Admin.GetFromJsonAsync<JsonNode>(Tokens, Cancel))!["tokens"]!.AsArray());
    }

    [Fact]
    public async Task The_token_itself_is_in_no_file()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        string token;
        await using (var host = await TestHost.StartAsync(store.Settings))
        {
            using var anna = await GiveAsync(host, "anna", "read");
            token = anna.DefaultRequestHeaders.Authorization!.Parameter!;
        }
        foreach (var file in Directory.GetFiles(store.Settings.DataPath, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(token, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_ten_failures_a_network_waits_and_a_right_token_still_works()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var host = await TestHost.StartAsync(store.Settings);
        using var stranger = new HttpClient { BaseAddress = store.Settings.AdminAddress };
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", IssuedToken.New());
        for (var i = 0; i < FailedSignInLimit.FailuresMax; i++)
            using (var wrong = await stranger.GetAsync(Tokens, Cancel)) await ProblemAnswer.AssertAsync(wrong, 401);

        var begun = TimeProvider.System.GetTimestamp();
        using (var slow = await stranger.GetAsync(Tokens, Cancel)) await ProblemAnswer.AssertAsync(slow, 401);
        // Timers of the system end up to some milliseconds early.
        Assert.True(TimeProvider.System.GetElapsedTime(begun) >= 0.9 * AdminAuthentication.SlowedBy);
        using var right = await host.Admin.GetAsync(Tokens, Cancel);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    private static Uri At(string path) => new($"/api/v1/admin/{path}", UriKind.Relative);

    private static Task<HttpResponseMessage> PostAsync(HttpClient admin, string name, string role, DateTimeOffset? expiresAt = null) =>
        admin.PostAsJsonAsync(Tokens, new { name, roles = new[] { role }, expiresAt }, Cancel);

    private static async Task<HttpClient> GiveAsync(TestHost host, string name, string role, DateTimeOffset? expiresAt = null)
    {
        using var given = await PostAsync(host.Admin, name, role, expiresAt);
        Assert.Equal(HttpStatusCode.Created, given.StatusCode);
        var token = (string)(await given.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["token"]!;
        var client = new HttpClient { BaseAddress = host.Admin.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
