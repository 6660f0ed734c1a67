using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Grains.Petitions;
using Petitions.Silo.Storage;
using Petitions.Tests.Silo.Commands;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>A rehearsal is handed over only when it is asked for as one, its parcel says so, and both are removed together.</summary>
public sealed class RehearsedHandoverTests(PostgresServer postgres)
{
    private const string Slug = "dress-lamp";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Its_parcel_is_marked_and_goes_with_the_rehearsal(StoreKind kind)
    {
        await using var program = await HandoverProgram.StartAsync(kind, postgres);
        var admin = program.Host.Admin;
        var content = SampleDocument.Replace(SampleDocument.Open("none"), "rehearsal: false", "rehearsal: true")
            .Replace("old-lamp", Slug, StringComparison.Ordinal);
        var document = new JsonObject { ["name"] = $"{Slug}.en.md", ["content"] = content };
        using (var put = await admin.PutAsJsonAsync(Address(""), new JsonObject { ["documents"] = new JsonArray(document) }, Cancel))
            Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(Cancel));
        await SignAsync(program);

        using (var mistaken = await admin.PostAsync(Address("/handovers"), null, Cancel))
        {
            var problem = await ProblemAnswer.AssertAsync(mistaken, 409);
            Assert.Contains("?rehearsal=true", (string)problem["detail"]!, StringComparison.Ordinal);
        }
        using (var malformed = await admin.PostAsync(Address("/handovers?rehearsal=perhaps"), null, Cancel))
            await ProblemAnswer.AssertAsync(malformed, 400);
        using (var begun = await admin.PostAsync(Address("/handovers?rehearsal=true"), null, Cancel))
            Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(30), async () =>
            (string)(await admin.GetFromJsonAsync<JsonObject>(Address("/handovers/1"), Cancel))!["state"]! == "complete"));
        var manifest = (await admin.GetFromJsonAsync<JsonObject>(Address("/handovers/1/manifest.json"), Cancel))!;
        Assert.True((bool)manifest["rehearsal"]!);
        var parcels = Path.GetDirectoryName(Path.GetDirectoryName(program.FolderOf(1)))!;
        var verified = await CommandRun.OfAsync(parcels, new Dictionary<string, string>(), "handover", "verify", $"{Slug}/parcel-1");
        Assert.Contains("It is the parcel of a rehearsal: nobody signed it.", verified.Done(), StringComparison.Ordinal);

        using (var removed = await admin.DeleteAsync(Address(""), Cancel)) Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.False(Directory.Exists(Path.Combine(parcels, Slug)));
        await using var connection = await program.Store.ConnectAsync();
        Assert.Equal(0L, Convert.ToInt64(await connection.ScalarAsync("SELECT count(*) FROM handover", Cancel), null));
    }

    [Fact]
    public async Task A_live_petition_is_not_handed_over_as_a_rehearsal_and_its_parcel_is_none()
    {
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.SignAllAsync([1]);
        using (var refused = await program.Host.Admin.PostAsync(HandoverProgram.HandoversOf("?rehearsal=true"), null, Cancel))
            await ProblemAnswer.AssertAsync(refused, 409);
        await program.HandOverAsync();
        Assert.False((bool)program.ManifestOf(1)["rehearsal"]!);
        using (var kept = await program.Host.Admin.DeleteAsync(
            new Uri($"/api/v1/admin/petitions/{HandoverProgram.Petition}", UriKind.Relative), Cancel))
            await ProblemAnswer.AssertAsync(kept, 409);
        Assert.True(Directory.Exists(program.FolderOf(1)));
    }

    private static async Task SignAsync(HandoverProgram program)
    {
        await program.Host.Service<IPetitionCatalogue>().RefreshAsync(Cancel);
        var body = new JsonObject
        {
            ["givenName"] = "Maria", ["familyName"] = "Musterfrau", ["email"] = "maria@rehearsal.invalid", ["ageConfirmed"] = true,
            ["consents"] = new JsonArray(new JsonObject { ["id"] = "transfer", ["version"] = "2026-01" }),
        };
        using var signed = await program.Host.Public.PostAsJsonAsync($"/api/v1/petitions/{Slug}/signatures", body, Cancel);
        Assert.True(signed.IsSuccessStatusCode, await signed.Content.ReadAsStringAsync(Cancel));
    }

    private static Uri Address(string more) => new($"/api/v1/admin/petitions/{Slug}{more}", UriKind.Relative);
}
