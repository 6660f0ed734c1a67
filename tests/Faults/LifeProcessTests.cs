using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>Two front ends that are processes of their own agree on the life of a petition; admins call either of them.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class LifeProcessTests(PostgresServer postgres)
{
    private const string Slug = "old-lamp", Token = "0123456789abcdef0123456789abcdef";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_front_ends_show_a_draft_its_release_and_its_archive()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var silo = await PetitionProcess.StartReadyAsync(store.Settings);
        using var keys = new ScratchFolder();
        File.Copy(Path.Combine(silo.Settings.DataPath, "keys", "pepper.key"), keys.At("pepper.key"));
        await using var one = await StartFrontendAsync(silo, keys);
        await using var other = await StartFrontendAsync(silo, keys);
        using var admin = AdminOf(one);
        using var otherAdmin = AdminOf(other);
        using var reader = new HttpClient { BaseAddress = one.Settings.PublicBaseUrl };
        using var otherReader = new HttpClient { BaseAddress = other.Settings.PublicBaseUrl };

        using var drafted = await PublishAsync(admin, SampleDocument.Open("none"), draft: true);
        var preview = (string)(await drafted.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["preview"]!;
        foreach (var client in new[] { reader, otherReader })
        {
            await UntilAsync(client, preview, HttpStatusCode.OK);
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, $"/p/{Slug}"));
        }
        await DoAsync(otherAdmin, "release");
        foreach (var client in new[] { reader, otherReader }) await UntilAsync(client, $"/p/{Slug}", HttpStatusCode.OK);
        // Reasons cross from the silo, too: public already, and bound to unconfirmed addresses.
        await AssertRefusedAsync(admin, "is public and cannot become a draft again", SampleDocument.Open("none"), draft: true);
        await AssertRefusedAsync(otherAdmin, "is published with `confirmation: none`", SampleDocument.Open("email"), draft: false);

        await DoAsync(admin, "archive");
        foreach (var client in new[] { reader, otherReader })
        {
            Assert.True(await Waiting.UntilAsync(Patience, async () => (await client.GetStringAsync($"/p/{Slug}?lang=en", Cancel))
                .Contains("This letter is archived", StringComparison.Ordinal)));
        }
        var seen = await Task.WhenAll(new[] { admin, otherAdmin }.Select(client => client.GetStringAsync(Call(""), Cancel)));
        Assert.Equal(seen[0], seen[1]);
    }

    private static Task<PetitionProcess> StartFrontendAsync(PetitionProcess silo, ScratchFolder keys) => PetitionProcess.StartReadyAsync(
        new PetitionSettings { Program = ProgramFiles.Frontend, DataPath = keys.Path }
            .With("Petition__Keys__Path", keys.Path)
            .With("Petition__Cluster__Gateways", $"127.0.0.1:{silo.Settings.GatewayPort}")
            .With("Petition__Admin__Token", Token));

    private static HttpClient AdminOf(PetitionProcess process)
    {
        var admin = new HttpClient { BaseAddress = process.Settings.AdminAddress };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return admin;
    }

    private static Task<HttpResponseMessage> PublishAsync(HttpClient admin, string document, bool draft) => admin.PostAsJsonAsync(
        Call("publish"),
        new JsonObject
        {
            ["documents"] = new JsonArray(new JsonObject { ["name"] = "old-lamp.en.md", ["content"] = document }), ["draft"] = draft,
        },
        Cancel);

    private static async Task AssertRefusedAsync(HttpClient admin, string reason, string document, bool draft)
    {
        using var refused = await PublishAsync(admin, document, draft);
        var problems = (await ProblemAnswer.AssertAsync(refused, 422))["problems"]!.AsArray();
        Assert.Contains(reason, (string)Assert.Single(problems)!, StringComparison.Ordinal);
    }

    private static async Task DoAsync(HttpClient admin, string call)
    {
        // A front end polls the list of petitions: until then it does not know a new one.
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
        {
            using var answer = await admin.PostAsync(Call(call), null, Cancel);
            return answer.IsSuccessStatusCode;
        }), call);
    }

    private static async Task UntilAsync(HttpClient client, string path, HttpStatusCode status) =>
        Assert.True(await Waiting.UntilAsync(Patience, async () => await StatusAsync(client, path) == status), path);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        return answer.StatusCode;
    }

    private static Uri Call(string call) => new($"/api/v1/admin/petitions/{Slug}{(call.Length == 0 ? "" : "/")}{call}", UriKind.Relative);
}
