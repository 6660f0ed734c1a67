using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>What was entered by admins: who of it is handed over, who waits or has withdrawn, and what a petition in steps shows.</summary>
[Collection(SequentialCollection.Name)]
public sealed class EntryHandoverTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Imports_are_handed_over_only_where_their_consent_is_stated_to_cover_it(StoreKind kind)
    {
        await using var program = await HandoverProgram.StartAsync(kind, postgres);
        await program.SignAsync("web@example.org", "Wanda", "Web");
        Assert.Equal(["new"], await EnterAsync(program, Paper("Paula", "Paper", "A-1", 1)));
        Assert.Equal(["new", "new"], await EnterAsync(program, Import(null, ("Ida", "t"), ("Ilse", "f"))));
        const string evidence = "Consent text 12 names the addressee.";
        Assert.Equal(["new", "new"], await EnterAsync(program, Import(evidence, ("Eva", "t"), ("Elsa", ""))));

        var ended = await program.HandOverAsync();
        Assert.Equal("complete", (string)ended["state"]!);
        var names = program.LinesOf(1).Select(line => line.Split(',')[1]).Order();
        Assert.Equal(["Eva", "Paula", "Wanda"], names);
        var manifest = program.ManifestOf(1);
        Assert.Equal(3, (long)manifest["excluded"]!["consentMissing"]!);
        var consents = manifest["consents"]!.AsArray().Select(consent => $"{consent!["id"]} {consent["version"]} {consent["signatures"]}");
        Assert.Equal(["transfer 2026-01 2", "transfer generic 1"], consents);
        // Nothing of the evidence leaves, and no sheet.
        Assert.DoesNotContain("A-1", string.Concat(program.LinesOf(1)), StringComparison.Ordinal);

        // Every process polls the terms, the stated consents among them.
        await program.Host.Service<IPetitionCatalogue>().RefreshAsync(Cancel);
        foreach (var (person, words) in new[] { ("Ida", "consent True"), ("Eva", evidence) })
        {
            var page = await program.Host.Public.GetStringAsync(
                new Uri(await program.MineLinkAsync($"{person}@example.org"), UriKind.Relative), Cancel);
            Assert.Contains("Given on another platform (generic) and taken over from there.", page, StringComparison.Ordinal);
            Assert.Contains(words, page, StringComparison.Ordinal);
        }

        // The same statement and lines again, also after a restart: nothing changes.
        await program.RestartAsync();
        Assert.Equal(["repeated", "repeated"], await EnterAsync(program, Import(evidence, ("Eva", "t"), ("Elsa", ""))));
        Assert.Equal(2, (await program.Grain.Terms())!.ImportConsents.Length);
        var status = await program.Host.Admin.GetFromJsonAsync<JsonObject>($"/api/v1/admin/petitions/{HandoverProgram.Petition}", Cancel);
        Assert.Equal("""{"web":1,"paper":1,"import":4}""", status!["sources"]!.ToJsonString());
    }

    [Fact]
    public async Task Where_addresses_are_confirmed_paper_counts_at_once_and_an_import_only_what_was_confirmed()
    {
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres, SampleDocument.Open("email"));
        await program.SignAsync("waits@example.org", "Web", "Waits");
        await program.SignAsync("gone@example.org", "Web", "Gone");
        await program.Signer("gone@example.org").Withdraw(await program.PetitionIdAsync());
        Assert.Equal(["new"], await EnterAsync(program, Paper("Web", "Waits", "A-1", 1, "waits@example.org")));
        Assert.Equal(["withdrawn"], await EnterAsync(program, Paper("Web", "Gone", "A-1", 2, "gone@example.org")));
        Assert.Equal(["not-confirmed"], await EnterAsync(program, Import(null, confirmedAt: null, people: ("Ida", "t"))));
        Assert.Equal(["new"], await EnterAsync(program, Import(null, confirmedAt: "2026-01-05", people: ("Ida", "t"))));

        var stored = await program.Signer("waits@example.org").Show(await program.PetitionIdAsync());
        Assert.Equal(
            (SignatureState.Counted, "waits@example.org", "paper A-1/1"), (stored!.State, stored.Person!.Email, stored.Person.Evidence));
        var status = await program.Host.Admin.GetFromJsonAsync<JsonObject>($"/api/v1/admin/petitions/{HandoverProgram.Petition}", Cancel);
        Assert.Equal((2L, """{"web":0,"paper":1,"import":1}"""), ((long)status!["count"]!, status["sources"]!.ToJsonString()));
        Assert.Equal(0, (long)status["mail"]!["waiting"]!);
        // In steps the sources would show what the count does not.
        var count = await program.Host.Public.GetFromJsonAsync<JsonObject>($"/api/v1/petitions/{HandoverProgram.Petition}/count", Cancel);
        Assert.False(count!.ContainsKey("sources"));
    }

    private static async Task<string[]> EnterAsync(HandoverProgram program, JsonObject body)
    {
        using var answer = await program.Host.Admin.PostAsJsonAsync(
            $"/api/v1/admin/petitions/{HandoverProgram.Petition}/entries", body, Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancel));
        var read = (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
        Assert.Empty(read["faults"]!.AsArray());
        return [.. read["outcomes"]!.AsArray().Select(outcome => (string)outcome!)];
    }

    private static JsonObject Paper(string given, string family, string sheet, int line, string? email = null) => new()
    {
        ["source"] = "paper",
        ["lines"] = new JsonArray(new JsonObject
        {
            ["givenName"] = given, ["familyName"] = family, ["sheet"] = sheet, ["line"] = $"{line}", ["email"] = email,
        }),
    };

    private static JsonObject Import(string? evidence, params (string Name, string Consent)[] people) =>
        Import(evidence, "2026-01-05", people);

    private static JsonObject Import(string? evidence, string? confirmedAt, params (string Name, string Consent)[] people) => new()
    {
        ["source"] = "import", ["platform"] = "generic", ["consentEvidence"] = evidence,
        ["lines"] = new JsonArray([.. people.Select(person => new JsonObject
        {
            ["givenName"] = person.Name, ["familyName"] = "Import", ["email"] = $"{person.Name}@example.org", ["signedAt"] = "2026-01-04",
            ["confirmedAt"] = confirmedAt, ["consent"] = person.Consent,
        })]),
    };
}
