using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Admin;

/// <summary>A petition is checked, published, taken off the public pages and put back while the program runs, on both databases.</summary>
[Collection(SequentialCollection.Name)]
public sealed class PublicationCallsTests(PostgresServer postgres)
{
    private const string Slug = "old-lamp", Demo = "lantern-cove-light";

    private static readonly string English = SampleDocument.Replace(SampleDocument.English, SampleDocument.ClosesAt, "");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_document_is_checked_and_published_while_the_program_runs(StoreKind kind)
    {
        await using var store = await PetitionStore.CreateAsync(kind, postgres);
        await using var host = await TestHost.StartAsync(store.Settings);

        await AssertAnswersAsync(await PostAsync(host, "check", English), "new-petition", null);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(host, $"/p/{Slug}"));

        await AssertAnswersAsync(await PostAsync(host, "publish", English), "new-petition", 1);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, $"/p/{Slug}"));
        await AssertAnswersAsync(await PostAsync(host, "publish", English), "nothing", 1);

        var newText = SampleDocument.Replace(English, "title: Light the lamp", "title: Light it");
        await AssertAnswersAsync(await PostAsync(host, "check", newText), "new-version", 1);
        await AssertAnswersAsync(await PostAsync(host, "publish", newText), "new-version", 2);
        var newGoals = SampleDocument.Replace(newText, "goals: [1000, 5000]", "goals: [2000]");
        await AssertAnswersAsync(await PostAsync(host, "publish", newGoals), "new-terms", 2);
    }

    [Fact]
    public async Task All_problems_and_warnings_are_in_the_answer_and_nothing_is_changed()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var host = await TestHost.StartAsync(store.Settings);
        var bad = SampleDocument.Replace(SampleDocument.Replace(English, "country: AU", "country: XX"), "counter: steps", "counter: exact");
        foreach (var call in new[] { "check", "publish" })
        {
            using var refused = await PostAsync(host, call, bad);
            var answer = await ProblemAnswer.AssertAsync(refused, 422);
            Assert.Equal(2, answer["problems"]!.AsArray().Count);
            Assert.StartsWith("old-lamp.en.md:", (string)Assert.Single(answer["warnings"]!.AsArray())!, StringComparison.Ordinal);
        }
        using (var other = await PostAsync(host, "publish", English, "new-lamp")) await ProblemAnswer.AssertAsync(other, 422);
        await AssertAnswersAsync(await PostAsync(host, "publish", English), "new-petition", 1);
        foreach (var call in new[] { "check", "publish" })
        {
            using var confirmed = await PostAsync(
                host, call, SampleDocument.Replace(English, "confirmation: none", "confirmation: email"));
            await ProblemAnswer.AssertAsync(confirmed, 422);
        }
        using var warned = await PostAsync(host, "check", SampleDocument.Replace(English, "counter: steps", "counter: exact"));
        Assert.Single((await BodyOf(warned))["warnings"]!.AsArray());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_unlisted_petition_is_closed_and_on_no_public_page_until_it_is_listed_again(StoreKind kind)
    {
        await using var store = await PetitionStore.CreateAsync(kind, postgres);
        var operation = RunningProgram.NewOperation();
        string signed;
        await using (var host = await TestHost.StartAsync(store.Settings))
        {
            (await PostAsync(host, "publish", English)).Dispose();
            signed = await SignAsync(host, operation, HttpStatusCode.Created);
            using var early = await host.Admin.PostAsync(Call("list"), null, Cancel);
            Assert.Equal(("open", true), StandingOf(await BodyOf(early)));
            for (var i = 0; i < 2; i++)
            {
                using var unlisted = await host.Admin.PostAsync(Call("unlist"), null, Cancel);
                Assert.Equal(("closed", false), StandingOf(await BodyOf(unlisted)));
            }
            await AssertGoneAsync(host, operation, signed);
        }

        // After a restart, and after its document was published again.
        await using (var host = await TestHost.StartAsync(store.Settings))
        {
            using (var published = await PostAsync(host, "publish", SampleDocument.Replace(English, "goals: [1000, 5000]", "goals: [7]")))
                Assert.False((bool)(await BodyOf(published))["listed"]!);
            await AssertGoneAsync(host, operation, signed);
            using (var open = await host.Admin.PostAsync(Call("open"), null, Cancel)) await ProblemAnswer.AssertAsync(open, 409);

            using var listed = await host.Admin.PostAsync(Call("list"), null, Cancel);
            Assert.Equal(("closed", true), StandingOf(await BodyOf(listed)));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, $"/p/{Slug}"));
            (await host.Admin.PostAsync(Call("open"), null, Cancel)).Dispose();
            await SignAsync(host, RunningProgram.NewOperation(), HttpStatusCode.Created);
        }
    }

    [Fact]
    public async Task Closed_petitions_stand_apart_and_admins_see_all()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var host = await TestHost.StartAsync(store.Settings);
        var early = SampleDocument.Replace(English, "id: old-lamp", "id: a-lamp");
        (await PostAsync(host, "publish", early, "a-lamp")).Dispose();
        (await host.Admin.PostAsync(Call("close", "a-lamp"), null, Cancel)).Dispose();

        var petitions = (await host.Public.GetFromJsonAsync<JsonObject>("/api/v1/petitions", Cancel))!["petitions"]!.AsArray();
        Assert.Equal([Demo, "a-lamp"], petitions.Select(petition => (string)petition!["slug"]!));
        var home = await host.Public.GetStringAsync("/?lang=en", Cancel);
        var apart = home.IndexOf("Closed letters", StringComparison.Ordinal);
        Assert.InRange(home.IndexOf($"/p/{Demo}", StringComparison.Ordinal), 0, apart);
        Assert.True(home.IndexOf("/p/a-lamp", StringComparison.Ordinal) > apart);

        (await host.Admin.PostAsync(Call("unlist", "a-lamp"), null, Cancel)).Dispose();
        Assert.DoesNotContain("a-lamp", await host.Public.GetStringAsync("/?lang=en", Cancel), StringComparison.Ordinal);
        var all = (await host.Admin.GetFromJsonAsync<JsonObject>("/api/v1/admin/petitions", Cancel))!["petitions"]!.AsArray();
        Assert.Equal(
            [("a-lamp", "closed", false), (Demo, "open", true)],
            all.Select(petition => ((string)petition!["slug"]!, (string)petition["state"]!, (bool)petition["listed"]!)));
    }

    [Fact]
    public async Task A_page_and_the_API_show_the_time_zone_of_the_petition()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var host = await TestHost.StartAsync(store.Settings.With("Petition__TimeZone", "Europe/Vienna"));
        var past = SampleDocument.Replace(
            SampleDocument.English, SampleDocument.ClosesAt, "closesAt: 2026-01-31\n");
        (await PostAsync(host, "publish", past)).Dispose();
        Assert.Contains(
            "31 January 2026, 24:00 (Europe/Vienna)", await host.Public.GetStringAsync($"/p/{Slug}?lang=en", Cancel),
            StringComparison.Ordinal);
        var terms = (await host.Public.GetFromJsonAsync<JsonObject>($"/api/v1/petitions/{Slug}", Cancel))!;
        Assert.Equal(("2026-01-31T23:00:00Z", "Europe/Vienna"), ((string)terms["closesAt"]!, (string)terms["timeZone"]!));
    }

    private static async Task AssertGoneAsync(TestHost host, Guid operation, string signed)
    {
        Assert.DoesNotContain(Slug, await host.Public.GetStringAsync("/api/v1/petitions", Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain(Slug, await host.Public.GetStringAsync("/", Cancel), StringComparison.Ordinal);
        foreach (var path in new[]
        {
            $"/p/{Slug}", $"/p/{Slug}/embed", $"/embed/{Slug}", $"/api/v1/petitions/{Slug}", $"/api/v1/petitions/{Slug}/count",
            $"/api/v1/petitions/{Slug}/history", $"/api/v1/petitions/{Slug}/count/stream", $"/api/v1/petitions/{Slug}/badge.svg",
        })
        {
            using var gone = await host.Public.GetAsync(new Uri(path, UriKind.Relative), Cancel);
            Assert.True(gone.StatusCode == HttpStatusCode.NotFound, $"{path}: {gone.StatusCode}");
            Assert.DoesNotContain("Harbour Master", await gone.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
        // Signers find the way to their data, and a retry gets its original answer.
        using var page = await host.Public.GetAsync(new Uri($"/p/{Slug}?lang=en", UriKind.Relative), Cancel);
        Assert.Contains($"/my?petition={Slug}", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, $"/my?petition={Slug}"));
        Assert.Equal(signed, await SignAsync(host, operation, HttpStatusCode.Created));
        await SignAsync(host, RunningProgram.NewOperation(), HttpStatusCode.Conflict);
    }

    private static Uri Call(string verb, string slug = Slug) => new($"/api/v1/admin/petitions/{slug}/{verb}", UriKind.Relative);

    private static Task<HttpResponseMessage> PostAsync(TestHost host, string verb, string document, string slug = Slug)
    {
        var name = document.Contains("id: a-lamp", StringComparison.Ordinal) ? "a-lamp.en.md" : "old-lamp.en.md";
        var documents = new JsonArray(new JsonObject { ["name"] = name, ["content"] = document });
        return host.Admin.PostAsJsonAsync(Call(verb, slug), new JsonObject { ["documents"] = documents }, Cancel);
    }

    private static async Task AssertAnswersAsync(HttpResponseMessage answer, string changes, int? version)
    {
        using (answer)
        {
            var body = await BodyOf(answer);
            Assert.Equal((changes, version), ((string)body["changes"]!, (int?)body["version"]));
        }
    }

    private static async Task<JsonObject> BodyOf(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    private static (string, bool) StandingOf(JsonObject entry) => ((string)entry["state"]!, (bool)entry["listed"]!);

    private static async Task<HttpStatusCode> StatusAsync(TestHost host, string path)
    {
        using var answer = await host.Public.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        return answer.StatusCode;
    }

    private static async Task<string> SignAsync(TestHost host, Guid operation, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v1/petitions/{Slug}/signatures", UriKind.Relative));
        request.Headers.Add("Idempotency-Key", $"{operation}");
        request.Content = JsonContent.Create(JsonNode.Parse("""
            { "givenName": "Maria", "familyName": "Musterfrau", "email": "maria@example.org", "place": "Wien", "country": "AT",
              "locale": "en", "ageConfirmed": true, "consents": [ { "id": "transfer", "version": "2026-01" } ], "newsletter": false }
            """));
        using var answer = await host.Public.SendAsync(request, Cancel);
        Assert.Equal(status, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
