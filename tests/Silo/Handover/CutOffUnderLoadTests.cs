using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>Hand-overs of a program that is a process, while people sign over HTTP without a pause.</summary>
[Collection(SequentialCollection.Name)]
public sealed class CutOffUnderLoadTests(PostgresServer postgres)
{
    private const int Clients = 8;

    private static readonly TimeSpan SignsWithin = TimeSpan.FromSeconds(30);

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Each_acknowledged_signature_is_in_exactly_one_parcel(StoreKind kind)
    {
        await using var store = await PetitionStore.CreateAsync(kind, postgres);
        await using var program = await PetitionProcess.StartReadyAsync(store.Settings);
        using var client = await SigningClient.ConnectAsync(store.Settings.PublicBaseUrl);
        using var admin = await AdminCalls.ConnectAsync(store.Settings);
        var handovers = new HandoverCalls(admin, client.Slug, Path.Combine(store.Settings.DataPath, "handover"));
        var history = new SigningHistory();
        using var end = new CancellationTokenSource();
        var signing = SignAsync(client, history, end.Token);

        var parcels = LongRun.IsOn ? 50 : 10;
        for (var parcel = 1; parcel <= parcels; parcel++)
        {
            // Whoever is acknowledged before the call is in this parcel or an earlier one; whoever begins after its answer in a later one.
            await WaitForMoreAsync(history, Clients);
            var before = Acknowledged(history);
            Assert.Equal(parcel, await handovers.BeginAsync(letters: false));
            var begun = history.Attempts.Select(attempt => attempt.Signer).ToHashSet();
            await WaitForMoreAsync(history, Clients);
            await handovers.CompletedAsync(parcel);
            var handedOver = Enumerable.Range(1, parcel).SelectMany(handovers.SignersOf).ToHashSet();
            Assert.Empty(before.Except(handedOver));
            Assert.Empty(handedOver.Except(begun));
        }
        await end.CancelAsync();
        await signing;
        // On a busy machine some are refused, and nobody is left in doubt.
        Assert.All(history.Attempts, attempt =>
            Assert.True(attempt.Answer.Outcome is SigningOutcome.Acknowledged or SigningOutcome.Refused, $"{attempt.Answer}"));
        var last = history.Begin(0, RunningProgram.NewOperation());
        history.End(last, await client.SignAsync(last.Signer, last.Operation));
        await handovers.CompletedAsync(await handovers.BeginAsync(letters: false));

        var signers = Enumerable.Range(1, parcels + 1).SelectMany(handovers.SignersOf).ToList();
        LongRun.Report($"{parcels} hand-overs while people sign on {kind}: {signers.Count} signatures");
        Assert.Equal(Acknowledged(history).Order(), signers.Order());
        await ParcelCheck.VerifyAsync(handovers.FolderOf(1));
        await ParcelCheck.VerifyAsync(handovers.FolderOf(parcels));
    }

    // One in eight signs twice.
    private static Task SignAsync(SigningClient client, SigningHistory history, CancellationToken end) =>
        Task.WhenAll(Enumerable.Range(1, Clients).Select(async number =>
        {
            for (var signer = number; !end.IsCancellationRequested; signer += Clients)
            {
                for (var times = number == 1 ? 2 : 1; times > 0; times--)
                {
                    var attempt = history.Begin(signer, RunningProgram.NewOperation());
                    history.End(attempt, await client.SignAsync(attempt.Signer, attempt.Operation));
                }
            }
        }));

    private static async Task WaitForMoreAsync(SigningHistory history, int more)
    {
        var before = history.CountOf(SigningOutcome.Acknowledged);
        Assert.True(await Waiting.UntilAsync(SignsWithin, () => history.CountOf(SigningOutcome.Acknowledged) > before + more));
    }

    private static HashSet<int> Acknowledged(SigningHistory history) => [.. history.Attempts
        .Where(attempt => attempt.Answer.Outcome == SigningOutcome.Acknowledged).Select(attempt => attempt.Signer)];
}
