using System.Net;
using Petitions.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Admin;

/// <summary>A draft is made, read by those who have its address, changed and released; on both databases.</summary>
[Collection(SequentialCollection.Name)]
public sealed class DraftCallsTests(PostgresServer postgres)
{
    private const string Slug = LifeProgram.Petition, Unknown = "old-lump", WrongToken = "0123456789abcdef0123456789abcdef";

    private static readonly string Document = LifeProgram.Document();

    private static readonly string Changed = SampleDocument.Replace(Document, "title: Light the lamp", "title: Light it");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_draft_is_seen_at_its_preview_only_until_it_is_released(StoreKind kind)
    {
        await using var program = await LifeProgram.StartAsync(kind, postgres);
        var made = await program.DoAsync("publish", LifeProgram.Sent(Document, draft: true));
        Assert.Equal(("new-draft", "draft", false), ((string)made["changes"]!, (string)made["state"]!, (bool)made["listed"]!));
        var preview = (string)made["preview"]!;
        await AssertSeenByNobodyAsync(program);
        await AssertPreviewAsync(program, preview, "Light the lamp");

        await program.RestartAsync();
        var again = await program.DoAsync("publish", LifeProgram.Sent(Document, draft: true));
        Assert.Equal(("nothing", preview), ((string)again["changes"]!, (string)again["preview"]!));
        Assert.Equal(1, (await program.Grain.Terms())!.Revision);
        var changed = await program.DoAsync("publish", LifeProgram.Sent(Changed, draft: true));
        Assert.Equal(("changed-draft", preview), ((string)changed["changes"]!, (string)changed["preview"]!));
        await AssertSeenByNobodyAsync(program);
        await AssertPreviewAsync(program, preview, "Light it");
        Assert.Equal(preview, (string)(await program.StatusAsync())["preview"]!);

        for (var i = 0; i < 2; i++) Assert.Equal("open", (string)(await program.DoAsync("release"))["state"]!);
        Assert.Equal(3, (await program.Grain.Terms())!.Revision);
        Assert.Equal(HttpStatusCode.Created, await program.SignAsync());
        Assert.Equal("Light it", (await program.Grain.TextOf(1, "en"))!.Title);
        Assert.Equal(["drafted", "draft-changed", "released"], await program.EventsAsync());
        Assert.Null((await program.StatusAsync())["preview"]);
        using var moved = await program.GetAsync(preview);
        Assert.Equal((HttpStatusCode.Found, $"/p/{Slug}?lang=en"), (moved.StatusCode, moved.Headers.Location!.OriginalString));

        await program.RestartAsync();
        Assert.Equal("unacceptable", await program.RefusedAsync(422, "publish", LifeProgram.Sent(Document, draft: true)));
        Assert.Equal("open", (string)(await program.StatusAsync())["state"]!);
    }

    [Fact]
    public async Task A_wrong_token_is_answered_like_an_unknown_petition()
    {
        await using var program = await LifeProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.DoAsync("publish", LifeProgram.Sent(Document, draft: true));
        foreach (var token in new[] { WrongToken, "x", new string('a', 1_000), "..%2f..", $"{WrongToken}0" })
        {
            var unknown = await ReadAsync(program, $"/p/{Unknown}/preview/{token}");
            Assert.Equal(404, unknown.Status);
            Assert.Equal(unknown, await ReadAsync(program, $"/p/{Slug}/preview/{token}"));
        }
        Assert.Equal(await ReadAsync(program, $"/p/{Unknown}"), await ReadAsync(program, $"/p/{Slug}"));
        Assert.Equal(await ReadAsync(program, $"/p/{Unknown}/preview"), await ReadAsync(program, $"/p/{Slug}/preview"));

        // A public petition has no preview, whatever is asked for.
        await program.DoAsync("publish", LifeProgram.Sent(Document));
        Assert.Equal(404, (await ReadAsync(program, $"/p/{Slug}/preview/{WrongToken}")).Status);
    }

    [Fact]
    public async Task What_needs_a_public_petition_is_refused_for_a_draft_and_changes_nothing()
    {
        await using var program = await LifeProgram.StartAsync(StoreKind.Sqlite, postgres);
        foreach (var call in new[] { "release", "archive", "unarchive" })
            Assert.Equal("unknown-petition", await program.RefusedAsync(404, call));
        await program.DoAsync("publish", LifeProgram.Sent(Document, draft: true));
        foreach (var call in new[] { "open", "close", "list", "unlist", "archive", "unarchive", "handovers" })
            Assert.Equal((call, "draft"), (call, await program.RefusedAsync(409, call)));
        Assert.Equal("draft", await program.RefusedAsync(409, "extend", ExtensionCallsTests.Body("2030-01-01", ("More time.", null))));
        Assert.Equal(["drafted"], await program.EventsAsync());
        Assert.Equal(1, (await program.Grain.Terms())!.Revision);

        // Nobody signs it, not even past the front end.
        var terms = (await program.Grain.Terms())!;
        var signer = program.Host.Grains.GetGrain<ISignerGrain>(RunningProgram.NewOperation());
        Assert.Equal(SignOutcome.NotOpen, (await signer.Sign(SamplePetition.Signature(terms.Id))).Outcome);
        Assert.Equal(0, (await program.Grain.Status())!.Signatures!.Counted);
    }

    [Fact]
    public async Task A_draft_is_released_by_its_document_and_removed_by_DELETE()
    {
        await using var program = await LifeProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.DoAsync("publish", LifeProgram.Sent(Document, draft: true));
        Assert.Equal("released", (string)(await program.DoAsync("check", LifeProgram.Sent(Changed)))["changes"]!);
        await AssertSeenByNobodyAsync(program);
        using (var removed = await DeleteAsync(program)) Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);

        var made = await program.DoAsync("publish", LifeProgram.Sent(Document, draft: true));
        var published = await program.DoAsync("publish", LifeProgram.Sent(Changed));
        Assert.Equal(("released", "open", 1), ((string)published["changes"]!, (string)published["state"]!, (int)published["version"]!));
        Assert.NotEqual(made["preview"]!.ToString(), published["preview"]?.ToString());
        Assert.Equal(HttpStatusCode.Created, await program.SignAsync());
        using var refused = await DeleteAsync(program);
        await ProblemAnswer.AssertAsync(refused, 409);
    }

    private static Task<HttpResponseMessage> DeleteAsync(LifeProgram program) =>
        program.Host.Admin.DeleteAsync(new Uri($"/api/v1/admin/petitions/{Slug}", UriKind.Relative), Cancel);

    private static async Task AssertSeenByNobodyAsync(LifeProgram program)
    {
        Assert.DoesNotContain(Slug, await program.Host.Public.GetStringAsync("/api/v1/petitions", Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain(Slug, await program.Host.Public.GetStringAsync("/", Cancel), StringComparison.Ordinal);
        var page = Uri.EscapeDataString(new Uri(program.Host.Public.BaseAddress!, $"/p/{Slug}").AbsoluteUri);
        foreach (var path in new[]
        {
            $"/p/{Slug}", "/p/Old-Lamp", $"/p/{Slug}/embed", $"/embed/{Slug}", $"/p/{Slug}/thanks", $"/p/{Slug}/og.png",
            $"/api/v1/petitions/{Slug}", $"/api/v1/petitions/{Slug}/count", $"/api/v1/petitions/{Slug}/history",
            $"/api/v1/petitions/{Slug}/count/stream", $"/api/v1/petitions/{Slug}/badge.svg", $"/api/v1/petitions/{Slug}/challenge",
            $"/oembed?url={page}", $"/p/{Slug}/preview/{WrongToken}",
        })
        {
            using var gone = await program.GetAsync(path);
            Assert.True(gone.StatusCode == HttpStatusCode.NotFound, $"{path}: {gone.StatusCode}");
            Assert.DoesNotContain("Harbour Master", await gone.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.NotFound, await program.SignAsync());
        using var form = new FormUrlEncodedContent([new("givenName", "Maria"), new("idempotencyKey", $"{RunningProgram.NewOperation()}")]);
        using var posted = await program.Host.Public.PostAsync(new Uri($"/p/{Slug}", UriKind.Relative), form, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
    }

    private static async Task AssertPreviewAsync(LifeProgram program, string preview, string title)
    {
        using var page = await program.GetAsync(preview + "?lang=en");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("no-store", page.Headers.CacheControl!.ToString());
        Assert.Equal(["noindex"], page.Headers.GetValues("X-Robots-Tag"));
        Assert.Equal(["no-referrer"], page.Headers.GetValues("Referrer-Policy"));
        Assert.Null(page.Headers.ETag);
        var html = await page.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("Preview: not published, nobody can sign", html, StringComparison.Ordinal);
        Assert.Contains($"{title}</h1>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("og:title", html, StringComparison.Ordinal);
    }

    // What somebody without the token can tell apart; what was sent is taken out of it.
    private static async Task<(int Status, string Head, string Body)> ReadAsync(LifeProgram program, string path)
    {
        using var answer = await program.GetAsync(path);
        var head = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date")
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order();
        var body = await answer.Content.ReadAsStringAsync(Cancel);
        return ((int)answer.StatusCode, string.Join('\n', head), body.Replace(Unknown, Slug, StringComparison.Ordinal));
    }
}
