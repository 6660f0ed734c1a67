using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Admin;

/// <summary>The date of closing is moved with a reason, which the page shows; on both databases.</summary>
[Collection(SequentialCollection.Name)]
public sealed class ExtensionCallsTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Yesterday = TimeProvider.System.GetUtcNow().AddDays(-1);

    private static readonly string Document = LifeProgram.Document(Yesterday);

    private static readonly string InAMonth = $"{Yesterday.AddDays(30):yyyy-MM-dd}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The body of the call.</summary>
    public static JsonObject Body(string closesAt, params (string Text, string? Lang)[] reasons) => new()
    {
        ["closesAt"] = closesAt,
        ["reasons"] = new JsonArray([.. reasons.Select(reason => reason.Lang is null
            ? new JsonObject { ["text"] = reason.Text } : new JsonObject { ["text"] = reason.Text, ["lang"] = reason.Lang })]),
    };

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_petition_that_was_closed_by_date_is_open_again_and_its_page_says_why(StoreKind kind)
    {
        await using var program = await LifeProgram.StartAsync(kind, postgres);
        await program.DoAsync("publish", LifeProgram.Sent(Document, german: SampleDocument.German));
        Assert.Equal(HttpStatusCode.Conflict, await program.SignAsync());
        Assert.Equal("closed", (string)(await program.StatusAsync())["state"]!);

        var body = Body(InAMonth, ("The mail was late.", null), ("Die Post kam spät.", "de"));
        for (var i = 0; i < 2; i++)
        {
            var extended = await program.DoAsync("extend", body.DeepClone());
            Assert.Equal("open", (string)extended["state"]!);
            Assert.Equal($"{Yesterday.AddDays(31):yyyy-MM-dd}T00:00:00Z", (string)extended["closesAt"]!);
            Assert.Empty(extended["warnings"]!.AsArray());
        }
        Assert.Equal(2, (await program.Grain.Terms())!.Revision);
        Assert.Equal(["published", "extended"], await program.EventsAsync());
        Assert.Equal(["closed"], await program.PlannedAsync());
        await AssertExtendedAsync(program);
        Assert.Equal(HttpStatusCode.Created, await program.SignAsync());

        // The folder has the document with the old date, as it is published at every start.
        using var folder = new ScratchFolder();
        await File.WriteAllTextAsync(folder.At("old-lamp.en.md"), Document, Cancel);
        await File.WriteAllTextAsync(folder.At("old-lamp.de.md"), SampleDocument.German, Cancel);
        await program.RestartAsync(settings => settings.With("Petition__Documents", folder.Path));
        await AssertExtendedAsync(program);
        Assert.Equal(2, (await program.Grain.Terms())!.Revision);
        Assert.Equal(HttpStatusCode.Created, await program.SignAsync("erika@example.org"));
        var published = await program.DoAsync("publish", LifeProgram.Sent(Document, german: SampleDocument.German));
        Assert.Equal("nothing", (string)published["changes"]!);
        Assert.Contains("the date of closing stays", (string)published["warnings"]!.AsArray()[^1]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_extended_is_refused_with_its_reason_and_stays()
    {
        await using var program = await LifeProgram.StartAsync(StoreKind.Sqlite, postgres);
        Assert.Equal("unknown-petition", await program.RefusedAsync(404, "extend", Body(InAMonth, ("Why", null))));
        await program.DoAsync("publish", LifeProgram.Sent(LifeProgram.Document()));
        Assert.Equal("no-closing-date", await program.RefusedAsync(409, "extend", Body(InAMonth, ("Why", null))));
        await program.DoAsync("publish", LifeProgram.Sent(LifeProgram.Document(Yesterday.AddDays(30))));
        var revision = (await program.Grain.Terms())!.Revision;

        foreach (var date in new[] { "", "soon", "2027-02-30", "2020-01-01", $"{Yesterday.AddDays(20):yyyy-MM-dd}", "9998-12-31" })
        {
            using var refused = await program.PostAsync("extend", Body(date, ("Why", null)));
            var line = (string)Assert.Single((await ProblemAnswer.AssertAsync(refused, 422))["problems"]!.AsArray())!;
            Assert.Matches("^closesAt: .*(: write)", line);
        }
        var later = $"{Yesterday.AddDays(40):yyyy-MM-dd}";
        foreach (var reason in new[] { "", " ", new string('x', 10_000), "a\u0000b", "a\nb", "\u202Eabc" })
            Assert.Equal("unacceptable", await program.RefusedAsync(422, "extend", Body(later, (reason, null))));
        Assert.Equal("unacceptable", await program.RefusedAsync(422, "extend", Body(later)));
        Assert.Equal("unacceptable", await program.RefusedAsync(422, "extend", Body(later, ("Pourquoi", "fr"))));
        Assert.Equal("malformed", await program.RefusedAsync(400, "extend", new JsonObject { ["closesAt"] = later }));
        Assert.Equal("too-large", await program.RefusedAsync(413, "extend", Body(later, (new string('x', 70_000), null))));

        await program.DoAsync("close");
        Assert.Equal("closed-by-admin", await program.RefusedAsync(409, "extend", Body(later, ("Why", null))));
        await program.DoAsync("archive");
        Assert.Equal("archived", await program.RefusedAsync(409, "extend", Body(later, ("Why", null))));
        Assert.Equal(revision + 2, (await program.Grain.Terms())!.Revision);
    }

    [Fact]
    public async Task Readers_of_a_language_without_a_reason_get_another_one_and_the_admin_is_told()
    {
        await using var program = await LifeProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.DoAsync("publish", LifeProgram.Sent(Document, german: SampleDocument.German));
        var extended = await program.DoAsync("extend", Body(InAMonth, ("The mail was late.", null)));
        Assert.StartsWith("there is no reason in de", (string)Assert.Single(extended["warnings"]!.AsArray())!, StringComparison.Ordinal);
        var page = await program.Host.Public.GetStringAsync($"/p/{LifeProgram.Petition}?lang=de", Cancel);
        Assert.Contains("<p lang=\"en\" dir=\"auto\">The mail was late.</p>", page, StringComparison.Ordinal);
    }

    private static async Task AssertExtendedAsync(LifeProgram program)
    {
        var german = await program.Host.Public.GetStringAsync($"/p/{LifeProgram.Petition}?lang=de", Cancel);
        Assert.Contains("Die Frist wurde verlängert", german, StringComparison.Ordinal);
        Assert.Contains("Die Post kam spät.", german, StringComparison.Ordinal);
        var english = await program.Host.Public.GetStringAsync($"/p/{LifeProgram.Petition}?lang=en", Cancel);
        Assert.Contains("The mail was late.", english, StringComparison.Ordinal);
        Assert.Contains("<form", english, StringComparison.Ordinal);
        var terms = (await program.Host.Public.GetFromJsonAsync<JsonObject>($"/api/v1/petitions/{LifeProgram.Petition}?lang=de", Cancel))!;
        Assert.Equal(
            ("open", "Die Post kam spät.", $"{Yesterday:yyyy-MM-dd'T'HH:mm:ss'Z'}"),
            ((string)terms["state"]!, (string)terms["extension"]!["reason"]!, (string)terms["extension"]!["formerClosesAt"]!));
    }
}
