using Microsoft.Extensions.Time.Testing;
using Petitions.Grains.Ledger;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Grains.Ledger.ScriptedStore;

namespace Petitions.Tests.Grains.Ledger;

/// <summary>What callers of the ledger meet while the database is away.</summary>
public sealed class LedgerOutageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedStore _store = new();

    [Fact]
    public async Task A_database_that_is_away_refuses_at_once_and_a_probe_finds_its_return()
    {
        await using var ledger = SampleLedger.On(_store, time: _time);
        var first = ledger.CommitAsync(SampleEntry.Of(7)).AsTask();
        var attempt = await _store.NextAsync();
        var queued = ledger.CommitAsync(SampleEntry.Of(7)).AsTask();
        _time.Advance(TimeSpan.FromSeconds(2.5));
        attempt.SetResult(Ending.FailsBefore);

        // It was queued and never tried: refused, not unknown.
        Assert.Equal(LedgerOutcome.Refused, await queued.WaitAsync(Patience));
        Assert.True(ledger.IsDatabaseAway);
        var refused = ledger.CommitAsync(SampleEntry.Of(7));
        Assert.True(refused.IsCompleted);
        Assert.Equal(LedgerOutcome.Refused, await refused);

        var again = await NextAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        again.SetResult(Ending.FailsBefore);
        for (var probe = 1; probe <= 3; probe++)
        {
            var probing = await NextAsync();
            Assert.Equal((LedgerWork.Change, 7), (Assert.Single(probing.Batch).Work, probing.Batch[0].Petition));
            Assert.Equal(LedgerOutcome.Refused, await ledger.CommitAsync(SampleEntry.Of(7)));
            probing.SetResult(probe == 3 ? Ending.Commits : Ending.FailsBefore);
        }
        Assert.Equal(LedgerOutcome.Unknown, await first.WaitAsync(Patience));
        Assert.True(await Waiting.UntilAsync(Patience, () => !ledger.IsDatabaseAway));

        var back = ledger.CommitAsync(SampleEntry.Of(7)).AsTask();
        (await NextAsync()).SetResult(Ending.Commits);
        Assert.Equal(LedgerOutcome.Stored, await back.WaitAsync(Patience));
    }

    [Fact]
    public async Task The_batch_in_flight_is_stored_when_the_database_returns_in_time()
    {
        await using var ledger = SampleLedger.On(_store, time: _time);
        var answer = ledger.CommitAsync(SampleEntry.Of(1)).AsTask();
        var attempt = await _store.NextAsync();
        _time.Advance(TimeSpan.FromSeconds(1.9));
        attempt.SetResult(Ending.FailsBefore);

        (await NextAsync()).SetResult(Ending.Commits);
        Assert.Equal(LedgerOutcome.Stored, await answer.WaitAsync(Patience));
        Assert.False(ledger.IsDatabaseAway);
    }

    [Fact]
    public async Task A_ledger_stops_while_the_database_is_away()
    {
        var ledger = SampleLedger.On(_store, time: _time);
        var answer = ledger.CommitAsync(SampleEntry.Of(1)).AsTask();
        var attempt = await _store.NextAsync();
        _time.Advance(TimeSpan.FromSeconds(3.5));
        attempt.SetResult(Ending.FailsBefore);
        using var over = new CancellationTokenSource();
        var away = _store.FailAllAsync(over.Token);
        while (!answer.IsCompleted) await AdvanceAsync();
        await over.CancelAsync();
        await away;

        // A probe that gets no answer does not hold it.
        await NextAsync();
        await ledger.DisposeAsync().AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
        await ledger.DisposeAsync();
    }

    // The pauses are short and end only when the time moves.
    private async Task<Attempt> NextAsync()
    {
        var next = _store.NextAsync();
        while (!next.IsCompleted) await AdvanceAsync();
        return await next;
    }

    private async Task AdvanceAsync()
    {
        _time.Advance(TimeSpan.FromMilliseconds(10));
        await Task.Delay(1, TestContext.Current.CancellationToken);
    }
}
