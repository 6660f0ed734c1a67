using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Petitions.Grains.Documents;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;
using Petitions.Silo.Storage;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Retention;

/// <summary>The end of a petition's data in the whole program: what staff and the public see of it, and what others feel.</summary>
[Collection(PatientProcesses.Name)]
public sealed class RetentionProgramTests(PostgresServer postgres)
{
    private const int Signers = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task After_its_days_a_petition_keeps_its_count_and_nothing_else_and_nobody_else_feels_it(StoreKind kind)
    {
        await using var store = await PetitionStore.CreateAsync(kind, postgres);
        using var documents = new ScratchFolder();
        var cancel = TestContext.Current.CancellationToken;
        var time = new ShiftedTime();
        var closesAt = AgeingProgram.ClosesAt(time.GetUtcNow());
        await File.WriteAllTextAsync(documents.At("old-lamp.en.md"), AgeingProgram.Document(AgeingProgram.Closing, closesAt), cancel);
        await File.WriteAllTextAsync(documents.At("new-lamp.en.md"), AgeingProgram.Document(AgeingProgram.Lasting, null), cancel);
        OpenedLink? link;
        string token;

        // The first program begins and is stopped in the middle: after ten rows it rests for long.
        await using (var program = await AgeingProgram.StartAsync(store, documents, time, pause: TimeSpan.FromSeconds(10)))
        {
            for (var i = 0; i < Signers; i++) Assert.Equal(HttpStatusCode.Created, await program.SignAsync(AgeingProgram.Closing, $"s{i}@example.org"));
            var terms = (await program.Grain.Terms())!;
            token = (await program.Service<IPetitionKeyring>().FindAsync(terms.Id, terms.Slug))!
                .WriteLink(new(SignerLinkUse.SignerPage, Guid.AllBitsSet, Guid.Empty, closesAt));
            link = await OpenAsync(program, terms.Id, token);
            Assert.Equal(Guid.AllBitsSet, link!.SignerKey);
            var status = await program.StatusAsync(AgeingProgram.Closing);
            Assert.Equal(("open", Signers, Signers), ((string)status["state"]!, (int)status["count"]!, (int)status["signatures"]!["counted"]!));
            Assert.Null(status["retention"]!["beginsAt"]);

            program.PassDays(AgeingProgram.OpenDays + 1);
            status = await program.StatusAsync(AgeingProgram.Closing);
            Assert.Equal("closed", (string)status["state"]!);
            Assert.Equal(closesAt, Moment(status, "beginsAt"));
            Assert.Equal(closesAt.AddDays(AgeingProgram.RetentionDays), Moment(status, "keysDestroyedFrom"));
            Assert.Null(status["retention"]!["keysDestroyedAt"]);
            Assert.Equal(Signers, await SealedAsync(store));

            program.PassDays(AgeingProgram.RetentionDays);
            Assert.True(await Waiting.UntilAsync(Patience, async () => await SealedAsync(store) < Signers));
            status = await program.StatusAsync(AgeingProgram.Closing);
            Assert.NotNull(status["retention"]!["keysDestroyedAt"]);
            Assert.Equal(Signers - 10, (int)status["retention"]!["rowsLeft"]!);
        }
        Assert.Equal(0, await ScalarAsync(store, "SELECT count(wrapped_key) FROM petition WHERE slug = 'old-lamp'"));

        // The second one goes on while people sign another petition.
        await using (var program = await AgeingProgram.StartAsync(store, documents, time, pause: TimeSpan.FromMilliseconds(20)))
        {
            using var enough = new CancellationTokenSource();
            var others = SignOthersAsync(program, enough.Token);
            Assert.True(await Waiting.UntilAsync(Patience, async () => Retention(await program.StatusAsync(AgeingProgram.Closing))["dataEmptiedAt"] is not null));
            await enough.CancelAsync();
            Assert.True(await others > 0);

            await AssertIsOverAsync(program, store, token);
        }
    }

    private static async Task AssertIsOverAsync(AgeingProgram program, PetitionStore store, string token)
    {
        var cancel = TestContext.Current.CancellationToken;
        Assert.Equal(0, await SealedAsync(store));
        Assert.Equal(Signers, await ScalarAsync(store, RowsOf("1 = 1")));
        var status = await program.StatusAsync(AgeingProgram.Closing);
        Assert.Equal(("closed", Signers, 0), ((string)status["state"]!, (int)status["count"]!, (int)status["retention"]!["rowsLeft"]!));
        var page = await program.Public.GetStringAsync(new Uri("/p/old-lamp?lang=en", UriKind.Relative), cancel);
        Assert.Contains("was deleted on", page, StringComparison.Ordinal);
        Assert.Contains($">{Signers}<", page, StringComparison.Ordinal);

        var terms = (await program.Grain.Terms())!;
        Assert.Null(await program.Service<IPetitionKeyring>().FindAsync(terms.Id, terms.Slug));
        Assert.Null(await OpenAsync(program, terms.Id, token));
        Assert.Equal(HttpStatusCode.Conflict, await program.SignAsync(AgeingProgram.Closing, "late@example.org"));
        foreach (var (call, body) in new[] { ("open", ""), ("lookup", """{"emails":["s1@example.org"]}""") })
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var refused = await program.Admin.PostAsync(new Uri($"/api/v1/admin/petitions/old-lamp/{call}", UriKind.Relative), content, cancel);
            Assert.EndsWith("keys-destroyed", (string?)(await ProblemAnswer.AssertAsync(refused, 409))["type"], StringComparison.Ordinal);
        }

        // A later date does not open it again either; the same document is as good as ever.
        foreach (var closesAt in new[] { (DateTimeOffset?)null, terms.Facts.ClosesAt!.Value.AddYears(3) })
        {
            var reading = DocumentParser.Parse([new("old-lamp.en.md", AgeingProgram.Document(AgeingProgram.Closing, closesAt))]);
            var refusal = await Assert.ThrowsAsync<KeysDestroyedException>(() => program.Grain.Publish(reading.Document!));
            Assert.Contains("choose another id", refusal.Message, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.Conflict, await program.SignAsync(AgeingProgram.Closing, "late@example.org"));
    }

    // One after the other as fast as it goes, each must be stored.
    private static async Task<int> SignOthersAsync(AgeingProgram program, CancellationToken until)
    {
        var signed = 0;
        while (!until.IsCancellationRequested)
        {
            Assert.Equal(HttpStatusCode.Created, await program.SignAsync(AgeingProgram.Lasting, $"other{signed}@example.org"));
            signed++;
        }
        return signed;
    }

    private static Task<OpenedLink?> OpenAsync(AgeingProgram program, int petition, string token) =>
        program.Service<IGrainFactory>().GetGrain<ILinkGrain>(0).Open(petition, token);

    private static JsonNode Retention(JsonObject status) => status["retention"]!;

    private static DateTimeOffset Moment(JsonObject status, string name) =>
        DateTimeOffset.Parse((string)status["retention"]![name]!, CultureInfo.InvariantCulture);

    private static string RowsOf(string condition) =>
        $"SELECT count(*) FROM signature JOIN petition ON petition.id = signature.petition AND slug = 'old-lamp' WHERE {condition}";

    private static Task<long> SealedAsync(PetitionStore store) => ScalarAsync(store, RowsOf("sealed IS NOT NULL"));

    private static async Task<long> ScalarAsync(PetitionStore store, string sql)
    {
        await using var connection = await store.ConnectAsync();
        return Convert.ToInt64(await connection.ScalarAsync(sql, CancellationToken.None), CultureInfo.InvariantCulture);
    }
}
