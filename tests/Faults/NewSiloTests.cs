using System.Globalization;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

[Collection(SequentialCollection.Name)]
public sealed class NewSiloTests(PostgresServer postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_front_end_that_knows_one_silo_by_name_finds_a_new_one_and_goes_on_without_the_first()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Postgres, postgres);
        await using var cluster = new ProcessCluster(store, servesHttp: false);
        var first = await cluster.AddSiloAsync();
        var front = await cluster.AddFrontendAsync(string.Create(CultureInfo.InvariantCulture, $"localhost:{first.Settings.GatewayPort}"));
        using var client = await SigningClient.ConnectAsync(front.Settings.PublicBaseUrl);
        Assert.Equal(SigningOutcome.Acknowledged, (await client.SignAsync(1, RunningProgram.NewOperation())).Outcome);

        var second = await cluster.AddSiloAsync();
        var found = string.Create(CultureInfo.InvariantCulture, $"through the gateway at 127.0.0.1:{second.Settings.GatewayPort}");
        Assert.True(await Waiting.UntilAsync(Patience, () => front.OutputLines.Any(line => line.Contains(found, StringComparison.Ordinal))),
            front.Transcript);
        await first.KillHardAsync();

        // Everybody, wherever the signer's actor is.
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
        {
            var answers = await Task.WhenAll(
                Enumerable.Range(2, 50).Select(signer => client.SignAsync(signer, RunningProgram.NewOperation())));
            return Array.TrueForAll(answers, answer => answer.Outcome == SigningOutcome.Acknowledged);
        }), front.Transcript);
    }
}
