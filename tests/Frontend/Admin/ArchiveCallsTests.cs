using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Admin;

/// <summary>A petition is archived and taken out of the archive; what is published is compared first; on both databases.</summary>
[Collection(SequentialCollection.Name)]
public sealed class ArchiveCallsTests(PostgresServer postgres)
{
    private const string Slug = LifeProgram.Petition, Demo = "lantern-cove-light";

    // Exact, so that one signature is seen.
    private static readonly string Document = SampleDocument.Replace(LifeProgram.Document(), "counter: steps", "counter: exact");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_archived_petition_is_a_record_that_nobody_signs_or_changes(StoreKind kind)
    {
        await using var program = await LifeProgram.StartAsync(kind, postgres);
        await program.DoAsync("publish", LifeProgram.Sent(Document));
        Assert.Equal(HttpStatusCode.Created, await program.SignAsync());
        for (var i = 0; i < 2; i++) Assert.Equal("archived", (string)(await program.DoAsync("archive"))["state"]!);
        Assert.Equal(2, (await program.Grain.Terms())!.Revision);

        await program.RestartAsync();
        Assert.Equal("archived", (string)(await program.StatusAsync())["state"]!);
        Assert.Equal(HttpStatusCode.Conflict, await program.SignAsync("erika@example.org"));
        Assert.Equal("archived", await program.RefusedAsync(409, "open"));
        var other = SampleDocument.Replace(Document, "goals: [1000, 5000]", "goals: [7]");
        Assert.Equal("unacceptable", await program.RefusedAsync(422, "publish", LifeProgram.Sent(other)));
        Assert.Equal("nothing", (string)(await program.DoAsync("publish", LifeProgram.Sent(Document)))["changes"]!);
        await AssertApartAsync(program);

        for (var i = 0; i < 2; i++) Assert.Equal("closed", (string)(await program.DoAsync("unarchive"))["state"]!);
        Assert.Equal("open", (string)(await program.DoAsync("open"))["state"]!);
        Assert.Equal(HttpStatusCode.Created, await program.SignAsync("erika@example.org"));
        Assert.Equal(["published", "archived", "unarchived", "opened"], await program.EventsAsync());
    }

    [Fact]
    public async Task Every_step_of_a_life_is_listed_once_with_its_stages()
    {
        await using var program = await LifeProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.DoAsync("publish", LifeProgram.Sent(Document));
        foreach (var call in new[] { "close", "close", "open", "open", "unlist", "unlist", "list", "list", "archive", "archive" })
            await program.DoAsync(call);
        var life = (await program.StatusAsync())["life"]!;
        Assert.Equal(
            [
                ("published", null, "open", "version 1"), ("closed", "open", "closed", "by an admin"),
                ("opened", "closed", "open", "by an admin"), ("unlisted", "open", "closed", null), ("listed", "closed", "closed", null),
                ("archived", "closed", "archived", null),
            ],
            life["transitions"]!.AsArray().Select(one =>
                ((string)one!["event"]!, (string?)one["from"], (string)one["to"]!, (string?)one["reason"])));
        Assert.Equal(0, (int)life["dropped"]!);
        Assert.Equal(["keys-destroyed"], await program.PlannedAsync());
    }

    [Fact]
    public async Task A_publication_tells_first_what_is_different_and_how_many_have_signed()
    {
        await using var program = await LifeProgram.StartAsync(StoreKind.Sqlite, postgres);
        var first = await program.DoAsync("check", LifeProgram.Sent(Document));
        Assert.Null(first["difference"]);
        await program.DoAsync("publish", LifeProgram.Sent(Document));
        Assert.Equal(HttpStatusCode.Created, await program.SignAsync());
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(20), async () => (await program.Grain.Tally())!.Count == 1));

        var changed = SampleDocument.Replace(
            SampleDocument.Replace(Document, "**please** light it.", "**please** light it now."), "minimumAge: 16", "minimumAge: 18");
        foreach (var call in new[] { "check", "publish" })
        {
            var answer = await program.DoAsync(call, LifeProgram.Sent(changed));
            Assert.Equal(("new-version", 1), ((string)answer["changes"]!, (long)answer["counted"]!));
            var field = Assert.Single(answer["difference"]!["facts"]!.AsArray())!;
            Assert.Equal(("minimumAge", "16", "18"), ((string)field["field"]!, (string)field["before"]!, (string)field["after"]!));
            var text = Assert.Single(answer["difference"]!["texts"]!.AsArray())!;
            Assert.Equal(("en", "changed"), ((string)text["lang"]!, (string)text["change"]!));
            Assert.Equal(
                [
                    ("gap", ""), ("same", ""), ("removed", "**please** light it."), ("added", "**please** light it now."), ("same", ""),
                    ("gap", ""),
                ],
                text["letter"]!.AsArray().Select(line => ((string)line!["change"]!, (string)line["text"]!)));
        }
        Assert.Null((await program.DoAsync("check", LifeProgram.Sent(changed)))["difference"]);
    }

    private static async Task AssertApartAsync(LifeProgram program)
    {
        var list = (await program.Host.Public.GetFromJsonAsync<JsonObject>("/api/v1/petitions", Cancel))!["petitions"]!.AsArray();
        Assert.Equal(
            [(Demo, "open", false), (Slug, "closed", true)],
            list.Select(one => ((string)one!["slug"]!, (string)one["state"]!, (bool)one["archived"]!)));
        var home = await program.Host.Public.GetStringAsync("/?lang=en", Cancel);
        Assert.True(home.IndexOf($"/p/{Slug}", StringComparison.Ordinal) > home.IndexOf("archived-title", StringComparison.Ordinal));
        var page = await program.Host.Public.GetStringAsync($"/p/{Slug}?lang=en", Cancel);
        foreach (var part in new[] { "This letter is archived", "Signatures in the end: 1<", "Dear Jane," })
            Assert.Contains(part, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
        // Counters on other sites know three states.
        var count = (await program.Host.Public.GetFromJsonAsync<JsonObject>($"/api/v1/petitions/{Slug}/count", Cancel))!;
        Assert.Equal(("closed", 1), ((string)count["state"]!, (long)count["count"]!));
    }
}
