using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Grains.Documents;
using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>A parcel of a million, made while people sign: its time, the memory of the program, and one signer's proof.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class HandoverReachTests(PostgresServer postgres)
{
    private const int Signers = 1_000_000, FillAtOnce = 2_000, SignaturesPerSecond = 1_000, SecondsMax = 60, ProofMillisecondsMax = 100;
    private const long GrownBytesMax = 300_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_million_signatures_are_handed_over_in_a_minute_while_a_thousand_a_second_sign(StoreKind kind)
    {
        LongRun.SkipUnlessOn();
        await using var store = await PetitionStore.CreateAsync(kind, postgres);
        var page = await FillAsync(store.Settings);
        await using var program = await PetitionProcess.StartReadyAsync(store.Settings);
        using var admin = await AdminCalls.ConnectAsync(store.Settings);
        using var client = await SigningClient.ConnectAsync(store.Settings.PublicBaseUrl);
        await using var signing = new SteadySigning([client], SignaturesPerSecond / 20).Start();
        // Past the compilation of a program that has just started.
        await Task.Delay(TimeSpan.FromSeconds(15), Cancel);

        var before = program.ResidentBytes;
        program.ForgetPeak();
        var begun = Stopwatch.GetTimestamp();
        using var answer = await admin.PostAsync(HandoverProgram.HandoversOf("?letters=false"), null, Cancel);
        JsonNode parcel = new JsonObject();
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
            (string)(parcel = (await admin.GetFromJsonAsync<JsonNode>(answer.Headers.Location, Cancel))!)["state"]! != "under-way"));
        var (seconds, grown) = (Stopwatch.GetElapsedTime(begun).TotalSeconds, program.PeakResidentBytes - before);
        var during = signing.Between(begun, Stopwatch.GetTimestamp());
        await signing.EndAsync();
        var proof = await MeasureProofAsync(client.Http, page);

        LongRun.Report($"hand-over, {kind}: {parcel["signatures"]} signatures in {seconds:N1} s, {grown / 1e6:N0} MB more, "
            + $"{during.Count / seconds:N0} signed/s meanwhile, proof {proof:N1} ms");
        Assert.All(during, attempt => Assert.Equal(SigningOutcome.Acknowledged, attempt.Answer.Outcome));
        Assert.InRange((long)parcel["signatures"]!, Signers, long.MaxValue);
        Assert.InRange(seconds, 0, SecondsMax);
        Assert.InRange(grown, long.MinValue, GrownBytesMax);
        Assert.InRange(proof, 0, ProofMillisecondsMax);
    }

    // Through the ledger, as signing does it, without HTTP. Returns the page of one of the signers.
    private static async Task<string> FillAsync(PetitionSettings settings)
    {
        await using var host = await TestHost.StartAsync(settings);
        var terms = await host.Grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(HandoverProgram.Petition))
            .Publish(SampleDocument.ReadEnglish(SampleDocument.Open("none")).Good());
        var keys = (await host.Service<IPetitionKeyring>().FindAsync(terms.Id, terms.Slug))!;
        var ledger = host.Service<ISignatureLedger>();
        for (var first = 0; first < Signers; first += FillAtOnce)
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(first, FillAtOnce)
                .Select(signer => ledger.CommitAsync(EntryOf(terms, keys, signer)).AsTask()));
            Assert.All(outcomes, outcome => Assert.Equal(LedgerOutcome.Stored, outcome));
        }
        var link = new SignerLink(SignerLinkUse.SignerPage, KeyOf(Signers / 2), Guid.Empty, TimeProvider.System.GetUtcNow().AddDays(1));
        return $"/p/{terms.Slug}/mine/{keys.WriteLink(link)}";
    }

    private static LedgerEntry EntryOf(Petition terms, PetitionKeys keys, int signer)
    {
        var now = TimeProvider.System.GetUtcNow();
        var rowKey = keys.RowKey(KeyOf(signer));
        var person = new PersonalData($"Given{signer}", $"Family{signer}", $"s{signer}@example.org", "Wien", "AT", "en", now);
        return SampleEntry.Of(terms.Id, rowKey) with { SignedAt = now, Ciphertext = keys.Seal(rowKey, person.ToBytes()) };
    }

    private static Guid KeyOf(int signer) => new(signer, 1, 1, [1, 2, 3, 4, 5, 6, 7, 8]);

    // The median of 21.
    private static async Task<double> MeasureProofAsync(HttpClient http, string page)
    {
        var times = new List<double>();
        for (var i = 0; i < 21; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            var proof = (await http.GetFromJsonAsync<JsonNode>(new Uri(page + "/proof.json", UriKind.Relative), Cancel))!;
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            Assert.Contains($"Given{Signers / 2}", (string)proof["line"]!, StringComparison.Ordinal);
        }
        return times.Order().ElementAt(times.Count / 2);
    }
}
