using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Petitions.Grains.Handover;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>From signatures to parcels on disk, on both databases.</summary>
public sealed class HandoverTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_parcel_has_exactly_the_names_that_may_leave_and_the_next_one_only_what_is_new(StoreKind kind)
    {
        await using var program = await HandoverProgram.StartAsync(kind, postgres);
        await program.SignAllAsync(Enumerable.Range(0, 40));
        var id = await program.PetitionIdAsync();
        await program.Signer(HandoverProgram.EmailOf(0)).Withdraw(id);
        await program.Signer(HandoverProgram.EmailOf(1)).Erase(id);
        await program.Signer(HandoverProgram.EmailOf(2)).Correct(id, "Zoë", "Ђоковић");

        var first = await program.HandOverAsync();
        Assert.Equal(("complete", 38L), ((string)first["state"]!, (long)first["signatures"]!));
        var expected = Enumerable.Range(3, 37).Select(signer => $"Given{signer},Family{signer}").Append("Zoë,Ђоковић");
        Assert.Equal(expected.Order(StringComparer.Ordinal), NamesOf(program.LinesOf(1)));
        var excluded = program.ManifestOf(1)["excluded"]!;
        Assert.Equal((2L, 0L), ((long)excluded["withdrawn"]!, (long)excluded["consentMissing"]!));
        Assert.False(File.Exists(Path.Combine(program.FolderOf(1), "withdrawals.csv")));
        await ParcelCheck.VerifyAsync(program.FolderOf(1));

        // Taken back, new, and signed again since.
        await program.Signer(HandoverProgram.EmailOf(3)).Withdraw(id);
        await program.Signer(HandoverProgram.EmailOf(4)).Erase(id);
        await program.SignAllAsync([40, 41]);
        await program.SignAsync(HandoverProgram.EmailOf(5), "Somebody", "Else");
        var second = await program.HandOverAsync();
        Assert.Equal(2L, (long)second["signatures"]!);
        Assert.Equal(["Given40,Family40", "Given41,Family41"], NamesOf(program.LinesOf(2)));
        var references = program.LinesOf(1).ToDictionary(line => line[17..], line => line[..16]);
        Assert.Equal(
            new[] { references["Given3,Family3"], references["Given4,Family4"] }.Order(StringComparer.Ordinal),
            program.LinesOf(2, "withdrawals.csv").Order(StringComparer.Ordinal));
        await ParcelCheck.VerifyAsync(program.FolderOf(2));

        using var nothing = await program.PostAsync();
        await ProblemAnswer.AssertAsync(nothing, 409);
        Assert.NotNull((await program.Grain.Terms())!.HandedOverAt);
        await AssertTellsNothingElse(program.FolderOf(1), program.FolderOf(2));

        await program.Grain.SetOpen(false);
        var status = JsonNode.Parse(await program.Host.Admin.GetStringAsync(
            new Uri($"/api/v1/admin/petitions/{HandoverProgram.Petition}", UriKind.Relative), Cancel))!;
        Assert.Equal(
            [(1, 38L, (string)first["fingerprint"]!), (2, 2L, (string)second["fingerprint"]!)],
            status["handovers"]!.AsArray().Select(one => ((int)one!["number"]!, (long)one["signatures"]!, (string)one["fingerprint"]!)));
        Assert.Contains("the parcels deleted (2)", (string)status["retention"]!["notice"]!, StringComparison.Ordinal);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Unconfirmed_and_uncovered_signatures_are_left_out_and_counted_by_reason(StoreKind kind)
    {
        await using var program = await HandoverProgram.StartAsync(kind, postgres);
        await program.SignAllAsync(Enumerable.Range(0, 5));
        // The letter gets another recipient, of whom the first five have not heard.
        await program.PublishAsync(SampleDocument.Replace(
            SampleDocument.Open("none"), "alsoTo: [The museum]", "alsoTo: [The museum, The newspaper]"));
        await program.SignAllAsync(Enumerable.Range(5, 3));
        var parcel = await program.HandOverAsync();
        Assert.Equal(3L, (long)parcel["signatures"]!);
        Assert.Equal(5L, (long)program.ManifestOf(1)["excluded"]!["consentMissing"]!);
        Assert.Equal(["Given5,Family5", "Given6,Family6", "Given7,Family7"], NamesOf(program.LinesOf(1)));
    }

    [Fact]
    public async Task A_name_that_a_spreadsheet_takes_for_a_formula_is_text_and_quotes_and_commas_stay()
    {
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.SignAsync("a@example.org", "=1+1", "Musterfrau");
        await program.SignAsync("b@example.org", "Jean \"Jo\"", "O'Brien, Dr.");
        await program.SignAsync("c@example.org", "-Ana", "+Ana");
        await program.HandOverAsync();
        Assert.Equal(
            ["\"'-Ana\",\"'+Ana\"", "\"'=1+1\",Musterfrau", "\"Jean \"\"Jo\"\"\",\"O'Brien, Dr.\""], NamesOf(program.LinesOf(1)));
        await ParcelCheck.VerifyAsync(program.FolderOf(1));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_signer_finds_their_line_and_proves_it(StoreKind kind)
    {
        await using var program = await HandoverProgram.StartAsync(kind, postgres);
        await program.SignAllAsync(Enumerable.Range(0, 21));
        var parcel = await program.HandOverAsync();
        var grain = program.Host.Grains.GetGrain<IHandoverGrain>(Petitions.Grains.Documents.Slug.ToGrainKey(HandoverProgram.Petition));
        for (var signer = 0; signer < 21; signer++)
        {
            var proof = (await grain.Prove(program.SignerKeyOf(HandoverProgram.EmailOf(signer))))!;
            Assert.Equal($"{proof.Reference},Given{signer},Family{signer}", proof.Line);
            Assert.Equal((string)parcel["fingerprint"]!, proof.Fingerprint);
            var leaf = new byte[MerkleTree.HashBytes];
            MerkleTree.HashLeaf(Encoding.UTF8.GetBytes(proof.Line), leaf);
            Assert.True(MerkleTree.Proves(
                leaf, proof.Index, proof.Size, [.. proof.Hashes.Select(Convert.FromHexString)], Convert.FromHexString(proof.Fingerprint)));
            // Each is a run of another program.
            if (signer % 10 == 0) await ParcelCheck.VerifyAsync(program.FolderOf(1), proof);
        }
        Assert.Null(await grain.Prove(program.SignerKeyOf("nobody@example.org")));
    }

    [Fact]
    public async Task The_page_of_a_signer_names_their_line_and_gives_the_proof()
    {
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.SignAllAsync(Enumerable.Range(0, 7));
        var mine = await program.MineLinkAsync(HandoverProgram.EmailOf(2));
        using (var early = await program.Host.Public.GetAsync(new Uri(mine + "/proof.json", UriKind.Relative), Cancel))
            Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        await program.HandOverAsync();
        await program.Host.Service<IPetitionCatalogue>().RefreshAsync(Cancel);

        var line = Assert.Single(program.LinesOf(1), line => line.EndsWith(",Given2,Family2", StringComparison.Ordinal));
        var page = await program.Host.Public.GetStringAsync(new Uri(mine + "?lang=en", UriKind.Relative), Cancel);
        Assert.Contains($"<code>{line[..16]}</code>", page, StringComparison.Ordinal);
        Assert.Contains("handed over to Jane Tully, The museum, in parcel 1.", page, StringComparison.Ordinal);
        var stored = JsonNode.Parse(await program.Host.Public.GetStringAsync(new Uri(mine + "/data.json", UriKind.Relative), Cancel))!;
        Assert.Equal((1, line[..16]), ((int)stored["parcel"]!, (string)stored["reference"]!));
        using var scratch = new ScratchFolder();
        var proof = scratch.At("proof.json");
        await File.WriteAllBytesAsync(
            proof, await program.Host.Public.GetByteArrayAsync(new Uri(mine + "/proof.json", UriKind.Relative), Cancel), Cancel);
        Assert.Equal(line, (string)JsonNode.Parse(await File.ReadAllTextAsync(proof, Cancel))!["line"]!);
        var script = Path.Combine(SourceTree.Root, "tests/Silo/Handover/check_parcel.py");
        await ParcelCheck.RunAsync(program.FolderOf(1), "python3", script, ".", proof);

        // The script of the README, as a signer copies it.
        var readme = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "src/Silo/Handover/README.md"), Cancel);
        var copied = readme.Split("```python\n")[1].Split("```")[0];
        await File.WriteAllTextAsync(scratch.At("check.py"), copied, Cancel);
        Task<string> CheckAsync() => ParcelCheck.RunAsync(scratch.Path, "python3", "check.py", "proof.json");
        Assert.Contains("is in the parcel", await CheckAsync(), StringComparison.Ordinal);
        var changed = (await File.ReadAllTextAsync(proof, Cancel)).Replace("Given2", "Given3", StringComparison.Ordinal);
        await File.WriteAllTextAsync(proof, changed, Cancel);
        Assert.Contains("is wrong", await CheckAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_not_be_handed_over_is_refused_with_a_reason()
    {
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres);
        using (var empty = await program.PostAsync()) await ProblemAnswer.AssertAsync(empty, 409);
        using (var unknown = await program.Host.Admin.GetAsync(HandoverProgram.HandoversOf("/7"), Cancel))
            await ProblemAnswer.AssertAsync(unknown, 404);
        var elsewhere = new Uri("/api/v1/admin/petitions/nobody-knows/handovers", UriKind.Relative);
        using (var nowhere = await program.Host.Admin.PostAsync(elsewhere, null, Cancel)) await ProblemAnswer.AssertAsync(nowhere, 404);
        using (var stranger = new HttpClient { BaseAddress = program.Host.Admin.BaseAddress })
        using (var wrong = await stranger.PostAsync(HandoverProgram.HandoversOf(), null, Cancel))
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);

        await program.SignAllAsync([1]);
        await program.Signer(HandoverProgram.EmailOf(1)).Withdraw(await program.PetitionIdAsync());
        using (var withdrawn = await program.PostAsync()) await ProblemAnswer.AssertAsync(withdrawn, 409);

        using (var nonsense = await program.PostAsync("?letters=perhaps")) await ProblemAnswer.AssertAsync(nonsense, 400);

        // Nobody's consent covers the new recipient.
        await program.SignAllAsync([2]);
        await program.PublishAsync(SampleDocument.Replace(SampleDocument.Open("none"), "name: Jane Tully", "name: Tom Tully"));
        var refused = await program.HandOverAsync();
        Assert.Equal("refused", (string)refused["state"]!);
        Assert.Contains("1 without a consent that covers every recipient", (string)refused["refusal"]!, StringComparison.Ordinal);
        Assert.False(Directory.Exists(program.FolderOf(1)));
        Assert.Null((await program.Grain.Terms())!.HandedOverAt);

        // The mistake is corrected: what was excluded is in no parcel yet.
        await program.PublishAsync(SampleDocument.Open("none"));
        Assert.Equal(("complete", 1L), await program.HandOverAsync() is var corrected
            ? ((string)corrected["state"]!, (long)corrected["signatures"]!) : default);
        Assert.Equal(["Given2,Family2"], NamesOf(program.LinesOf(2)));
    }

    [Fact]
    public async Task Files_are_sent_whole_and_in_parts_and_nothing_else_of_the_machine()
    {
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.SignAllAsync(Enumerable.Range(0, 3));
        var parcel = await program.HandOverAsync();
        foreach (var file in parcel["files"]!.AsArray().Select(name => (string)name!))
        {
            var bytes = await program.Host.Admin.GetByteArrayAsync(HandoverProgram.HandoversOf($"/1/{file}"), Cancel);
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(program.FolderOf(1), file), Cancel), bytes);
        }
        using var part = new HttpRequestMessage(HttpMethod.Get, HandoverProgram.HandoversOf("/1/signatures.csv"));
        part.Headers.Range = new(3, 5);
        using var partial = await program.Host.Admin.SendAsync(part, Cancel);
        Assert.Equal((HttpStatusCode.PartialContent, "ref"), (partial.StatusCode, await partial.Content.ReadAsStringAsync(Cancel)));
        foreach (var name in new[] { "nothing.csv", "..%2Fadmin.token", "row-keys", "%2e%2e/%2e%2e/admin.token" })
        {
            using var refused = await program.Host.Admin.GetAsync(HandoverProgram.HandoversOf($"/1/{name}"), Cancel);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(program.FolderOf(1), "signatures.csv")));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_hand_over_that_was_interrupted_goes_on_after_a_restart(StoreKind kind)
    {
        await using var program = await HandoverProgram.StartAsync(kind, postgres);
        await program.SignAllAsync(Enumerable.Range(0, 12));
        // As after a kill between the cut-off and the files, with what an attempt has left.
        var left = Path.Combine(Path.GetDirectoryName(program.FolderOf(1))!, ".parcel-1.0123", "files");
        Directory.CreateDirectory(left);
        await File.WriteAllTextAsync(Path.Combine(left, "signatures.csv"), "half", Cancel);
        await program.Host.Service<IHandoverStore>().BeginAsync(
            await program.PetitionIdAsync(), TimeProvider.System.GetUtcNow(), new("admin", Letters: true, Rehearsal: false), Cancel);
        await program.SignAllAsync([12]);
        await program.RestartAsync();
        var ended = await program.EndOfAsync(HandoverProgram.HandoversOf("/1"));
        Assert.Equal(("complete", 12L), ((string)ended["state"]!, (long)ended["signatures"]!));
        Assert.Empty(Directory.GetDirectories(Path.GetDirectoryName(program.FolderOf(1))!, ".*"));
        await ParcelCheck.VerifyAsync(program.FolderOf(1));
        Assert.Equal(1L, (long)(await program.HandOverAsync())["signatures"]!);
    }

    private static IEnumerable<string> NamesOf(string[] lines) => lines.Select(line => line[17..]).Order(StringComparer.Ordinal);

    // Nothing that identifies a person beyond the name.
    private static async Task AssertTellsNothingElse(params string[] folders)
    {
        foreach (var file in folders.SelectMany(folder => Directory.GetFiles(folder)))
        {
            var text = file.EndsWith(".pdf", StringComparison.Ordinal)
                ? await Poppler.TextOf(await File.ReadAllBytesAsync(file, Cancel)) : await File.ReadAllTextAsync(file, Cancel);
            Assert.DoesNotMatch(@"signer\d+@", text);
            foreach (var secret in new[] { "Planetenstadt", "127.0.0.1", "\"AT\"" })
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }
}
