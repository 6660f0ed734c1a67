using Microsoft.Extensions.DependencyInjection;
using Petitions.Grains.Ledger;
using Petitions.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Clustering;

/// <summary>Many calls of one person at the same time.</summary>
public sealed class SignerCallTests(PostgresServer server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // If the others waited for the first one, the durations of parallel calls would tell who has signed.
    [Fact]
    public async Task Parallel_signatures_of_a_new_signer_wait_for_the_same_batches_and_no_more_than_the_limit()
    {
        await using var cluster = await PetitionCluster.StartAsync(server, silos: 1);
        var ledger = cluster.Silos.Silos[0].ServiceProvider.GetRequiredService<GroupCommitLedger>();
        // Two operations, so that eight calls of each of them are let in.
        var (one, other) = (SamplePetition.Signature(cluster.Petition.Id), SamplePetition.Signature(cluster.Petition.Id));
        Signature[] attempts = [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? one : other)];
        Task<SignAnswer>[] calls;
        await using (await cluster.LockAsync("tally"))
        {
            calls = [.. attempts.Select(cluster.SignAsync)];
            // The writer has taken one or more of those that were let in.
            Assert.True(await Waiting.UntilAsync(Patience, () => ledger.WaitingCount > 1), "the first signature makes the others wait");
            var refusedMin = attempts.Length - SignerActivationCache.WaitingCallsMax;
            Assert.True(await Waiting.UntilAsync(Patience, () => calls.Count(call => call.IsCompleted) >= refusedMin));
        }

        var answers = await Task.WhenAll(calls);
        foreach (var signature in new[] { one, other })
        {
            var receipts = answers.Where((answer, i) => attempts[i] == signature && answer.Outcome == SignOutcome.Accepted);
            Assert.InRange(receipts.Distinct().Count(), 0, 1);
        }
        Assert.Equal(40 - SignerActivationCache.WaitingCallsMax, answers.Count(answer => answer.Outcome == SignOutcome.TooManyWaiting));
        Assert.Equal(SignerActivationCache.WaitingCallsMax, answers.Count(answer => answer.Outcome == SignOutcome.Accepted));
        Assert.Equal(1, await cluster.ScalarAsync("SELECT count(*) FROM signature"));
    }
}
