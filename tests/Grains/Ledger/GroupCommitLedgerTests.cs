using Microsoft.Extensions.Time.Testing;
using Petitions.Grains.Ledger;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Grains.Ledger.ScriptedStore;

namespace Petitions.Tests.Grains.Ledger;

public sealed class GroupCommitLedgerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task No_caller_is_answered_before_the_commit()
    {
        var store = new ScriptedStore();
        await using var ledger = SampleLedger.On(store);
        var answer = ledger.CommitAsync(SampleEntry.Of(1)).AsTask();
        var attempt = await store.NextAsync();
        Assert.False(answer.IsCompleted);

        attempt.SetResult(Ending.Commits);
        Assert.Equal(LedgerOutcome.Stored, await answer.WaitAsync(Patience));
    }

    [Fact]
    public async Task Entries_that_arrive_during_a_batch_form_the_next_batch()
    {
        var store = new ScriptedStore();
        await using var ledger = SampleLedger.On(store);
        var first = ledger.CommitAsync(SampleEntry.Of(1)).AsTask();
        var attempt = await store.NextAsync();
        var others = Enumerable.Range(0, 50).Select(_ => ledger.CommitAsync(SampleEntry.Of(1)).AsTask()).ToArray();

        attempt.SetResult(Ending.Commits);
        var second = await store.NextAsync();
        Assert.Equal(50, second.Batch.Count);
        second.SetResult(Ending.Commits);
        Assert.All(await Task.WhenAll(others.Append(first)).WaitAsync(Patience), outcome => Assert.Equal(LedgerOutcome.Stored, outcome));
    }

    [Fact]
    public async Task What_admins_enter_takes_the_room_that_signers_leave()
    {
        var store = new ScriptedStore();
        await using var ledger = SampleLedger.On(store, new LedgerOptions { BatchSignaturesMax = 10, QueueSignaturesMax = 100 });
        var first = ledger.CommitAsync(SampleEntry.Of(1)).AsTask();
        var attempt = await store.NextAsync();
        LedgerEntry Entered() => SampleEntry.Of(1) with { Source = SignatureSource.Import };
        var entered = Enumerable.Range(0, 100).Select(_ => ledger.CommitAsync(Entered()).AsTask()).ToArray();
        // Its queue is full, and that of signers is not.
        Assert.Equal(LedgerOutcome.Refused, await ledger.CommitAsync(Entered()));
        var signers = Enumerable.Range(0, 14).Select(_ => ledger.CommitAsync(SampleEntry.Of(1)).AsTask()).ToArray();

        foreach (var signersInBatch in new[] { 10, 4, 0 })
        {
            attempt.SetResult(Ending.Commits);
            attempt = await store.NextAsync();
            Assert.Equal((10, signersInBatch), (
                attempt.Batch.Count, attempt.Batch.Count(entry => entry.Source == SignatureSource.Web)));
        }
        attempt.SetResult(Ending.Commits);
        Assert.All(await Task.WhenAll(signers.Append(first)).WaitAsync(Patience), outcome => Assert.Equal(LedgerOutcome.Stored, outcome));
        for (var seen = 16; seen < entered.Length; seen += 10)
        {
            attempt = await store.NextAsync();
            attempt.SetResult(Ending.Commits);
        }
        Assert.All(await Task.WhenAll(entered).WaitAsync(Patience), outcome => Assert.Equal(LedgerOutcome.Stored, outcome));
    }

    [Fact]
    public async Task A_batch_never_exceeds_its_size_limit()
    {
        var store = new ScriptedStore();
        await using var ledger = SampleLedger.On(store, new LedgerOptions { BatchSignaturesMax = 10 });
        var all = Enumerable.Range(0, 35).Select(_ => ledger.CommitAsync(SampleEntry.Of(1)).AsTask()).ToArray();
        for (var seen = 0; seen < all.Length;)
        {
            var attempt = await store.NextAsync();
            Assert.InRange(attempt.Batch.Count, 1, 10);
            seen += attempt.Batch.Count;
            attempt.SetResult(Ending.Commits);
        }
        await Task.WhenAll(all).WaitAsync(Patience);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_and_drops_nobody()
    {
        var store = new ScriptedStore();
        await using var ledger = SampleLedger.On(store, new LedgerOptions { QueueSignaturesMax = 5 });
        var inFlight = ledger.CommitAsync(SampleEntry.Of(1)).AsTask();
        var attempt = await store.NextAsync();
        var waiting = Enumerable.Range(0, 5).Select(_ => ledger.CommitAsync(SampleEntry.Of(1)).AsTask()).ToArray();

        var refused = ledger.CommitAsync(SampleEntry.Of(1));
        Assert.True(refused.IsCompleted);
        Assert.Equal(LedgerOutcome.Refused, await refused);

        attempt.SetResult(Ending.Commits);
        (await store.NextAsync()).SetResult(Ending.Commits);
        Assert.All(await Task.WhenAll(waiting.Append(inFlight)).WaitAsync(Patience), outcome =>
            Assert.Equal(LedgerOutcome.Stored, outcome));
    }

    [Fact]
    public async Task A_withdrawal_comes_before_the_signatures_that_wait_and_is_taken_when_their_queue_is_full()
    {
        var store = new ScriptedStore();
        await using var ledger = SampleLedger.On(store, new LedgerOptions { QueueSignaturesMax = 5, BatchSignaturesMax = 3 });
        var inFlight = ledger.CommitAsync(SampleEntry.Of(1)).AsTask();
        var attempt = await store.NextAsync();
        var waiting = Enumerable.Range(0, 5).Select(_ => ledger.CommitAsync(SampleEntry.Of(1)).AsTask()).ToArray();
        var withdrawal = SampleEntry.Of(1) with { Work = LedgerWork.Change };
        var withdrawn = ledger.CommitAsync(withdrawal).AsTask();

        attempt.SetResult(Ending.Commits);
        var next = await store.NextAsync();
        Assert.Same(withdrawal, next.Batch[0]);
        next.SetResult(Ending.Commits);
        (await store.NextAsync()).SetResult(Ending.Commits);
        await Task.WhenAll([.. waiting, inFlight, withdrawn]).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_withdrawal_alone_wakes_the_ledger()
    {
        var store = new ScriptedStore();
        await using var ledger = SampleLedger.On(store);
        for (var i = 0; i < 3; i++)
        {
            var withdrawn = ledger.CommitAsync(SampleEntry.Of(1) with { Work = LedgerWork.Change }).AsTask();
            (await store.NextAsync()).SetResult(Ending.Commits);
            await withdrawn.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_batch_with_a_lost_reply_runs_again_with_the_same_entries()
    {
        var store = new ScriptedStore();
        await using var ledger = SampleLedger.On(store);
        var answer = ledger.CommitAsync(SampleEntry.Of(1)).AsTask();
        var lost = await store.NextAsync();
        lost.SetResult(Ending.FailsAfter);

        var again = await store.NextAsync();
        Assert.Equal(lost.Batch, again.Batch);
        Assert.False(ledger.IsDatabaseAway);
        again.SetResult(Ending.Commits);
        Assert.Equal(LedgerOutcome.Repeated, await answer.WaitAsync(Patience));
        Assert.Equal(1, store.Rows);
    }

    [Fact]
    public async Task An_unavailable_database_gives_unknown_within_the_time_limit()
    {
        var time = new FakeTimeProvider();
        var store = new ScriptedStore();
        await using var ledger = SampleLedger.On(store, new LedgerOptions { AnswerWithin = TimeSpan.FromSeconds(3) }, time: time);
        var answer = ledger.CommitAsync(SampleEntry.Of(1)).AsTask();
        using var over = new CancellationTokenSource();
        var away = store.FailAllAsync(over.Token);

        var moved = TimeSpan.Zero;
        while (!answer.IsCompleted && moved < TimeSpan.FromSeconds(60))
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            moved += TimeSpan.FromMilliseconds(100);
            await Task.Delay(1);
        }
        await over.CancelAsync();
        await away;
        Assert.True(moved >= TimeSpan.FromSeconds(3));
        Assert.Equal(LedgerOutcome.Unknown, await answer);
    }

    [Fact]
    public async Task A_bad_row_is_found_by_halving_and_fails_alone()
    {
        var store = new ScriptedStore();
        await using var ledger = SampleLedger.On(store);
        var first = ledger.CommitAsync(SampleEntry.Of(1)).AsTask();
        var gate = await store.NextAsync();
        var entries = Enumerable.Range(0, 64).Select(_ => SampleEntry.Of(1)).ToArray();
        var answers = entries.Select(entry => ledger.CommitAsync(entry).AsTask()).ToArray();
        gate.SetResult(Ending.Commits);

        var bad = entries[20];
        var attempts = 0;
        while (!answers.All(answer => answer.IsCompleted))
        {
            var next = store.NextAsync();
            await Task.WhenAny(next, Task.WhenAll(answers));
            if (!next.IsCompleted) break;
            var attempt = await next;
            attempt.SetResult(attempt.Batch.Contains(bad) ? Ending.RefusesARow : Ending.Commits);
            attempts++;
        }

        await first;
        Assert.Equal(LedgerOutcome.Unstorable, await answers[20]);
        Assert.Equal(63, (await Task.WhenAll(answers)).Count(outcome => outcome == LedgerOutcome.Stored));
        Assert.InRange(attempts, 7, 13);
    }

    [Fact]
    public async Task Disposing_commits_waiting_entries()
    {
        var store = new ScriptedStore();
        var ledger = SampleLedger.On(store);
        var answers = Enumerable.Range(0, 20).Select(_ => ledger.CommitAsync(SampleEntry.Of(1)).AsTask()).ToArray();
        var disposing = ledger.DisposeAsync().AsTask();
        while (!disposing.IsCompleted)
        {
            var next = store.NextAsync();
            await Task.WhenAny(next, disposing);
            if (next.IsCompleted) (await next).SetResult(Ending.Commits);
        }
        await disposing;
        Assert.All(answers, answer => Assert.True(answer.IsCompletedSuccessfully));
        Assert.Equal(LedgerOutcome.Refused, await ledger.CommitAsync(SampleEntry.Of(1)));
    }

    [Fact]
    public async Task As_many_writers_run_as_the_store_allows()
    {
        var store = new ScriptedStore { WritersMax = 2 };
        await using var ledger = SampleLedger.On(store, new LedgerOptions { WritersMax = 8, BatchSignaturesMax = 1 });
        var answers = Enumerable.Range(0, 3).Select(_ => ledger.CommitAsync(SampleEntry.Of(1)).AsTask()).ToArray();
        var (one, two) = (await store.NextAsync(), await store.NextAsync());
        var third = store.NextAsync();
        Assert.False(third.IsCompleted);
        one.SetResult(Ending.Commits);
        (await third).SetResult(Ending.Commits);
        two.SetResult(Ending.Commits);
        await Task.WhenAll(answers).WaitAsync(Patience);
    }
}
