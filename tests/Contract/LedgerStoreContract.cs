using Petitions.Grains.Counting;
using Petitions.Grains.Ledger;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>The contract of <see cref="ILedgerStore"/>, for both databases.</summary>
public abstract class LedgerStoreContract
{
    internal abstract Task<StoreFixture> NewStoreAsync();

    [Fact]
    public async Task A_first_signature_is_stored_and_counted()
    {
        await using var fixture = await NewStoreAsync();
        var result = await fixture.First.CommitAsync([SampleEntry.Of(fixture.Petition)], shard: 3, CancellationToken.None);

        Assert.Equal([LedgerOutcome.Stored], result.Outcomes);
        Assert.Equal([(fixture.Petition, new TallyShard(3, 1, 1))], result.Moved);
        Assert.Equal(1, await fixture.RowsAsync());
        Assert.Equal(1, await fixture.CountedAsync());
    }

    [Fact]
    public async Task Every_value_of_an_entry_is_stored_in_its_row()
    {
        await using var fixture = await NewStoreAsync();
        var entry = SampleEntry.Of(fixture.Petition) with { DocumentVersion = 7, ConsentRecord = 9, Source = SignatureSource.Paper };
        await fixture.First.CommitAsync([entry], 0, CancellationToken.None);

        Assert.Equal(1, await fixture.ScalarAsync(
            $"SELECT count(*) FROM signature WHERE document_version = 7 AND consent_record = 9 AND source = 1 AND state = 1 AND epoch = 1"
            + $" AND anonymised_at IS NULL AND length(sealed) = {entry.Ciphertext.Length}"));
        Assert.Equal(1, await fixture.ScalarAsync("SELECT count(*) FROM signature WHERE CAST(signed_at AS text) LIKE '2026-03-20_19:20%'"));
    }

    [Fact]
    public async Task A_repeated_signature_changes_nothing_but_is_flushed()
    {
        await using var fixture = await NewStoreAsync();
        var person = SampleEntry.Key();
        await fixture.First.CommitAsync([SampleEntry.Of(fixture.Petition, person)], 0, CancellationToken.None);
        var again = await fixture.First.CommitAsync([SampleEntry.Of(fixture.Petition, person)], 0, CancellationToken.None);

        Assert.Equal([LedgerOutcome.Repeated], again.Outcomes);
        Assert.Equal([(fixture.Petition, new TallyShard(0, 1, 1))], again.Moved);
        Assert.Equal(1, await fixture.RowsAsync());
        Assert.Equal(2, await fixture.ScalarAsync("SELECT sum(batches) FROM tally"));
    }

    [Fact]
    public async Task Repeating_an_operation_changes_nothing()
    {
        await using var fixture = await NewStoreAsync();
        var entry = SampleEntry.Of(fixture.Petition);
        for (var i = 0; i < 3; i++) await fixture.First.CommitAsync([entry], (short)i, CancellationToken.None);
        Assert.Equal((1L, 1L), (await fixture.RowsAsync(), await fixture.CountedAsync()));
    }

    [Fact]
    public async Task One_person_twice_in_a_batch_is_one_signature()
    {
        await using var fixture = await NewStoreAsync();
        var person = SampleEntry.Key();
        var result = await fixture.First.CommitAsync(
            [SampleEntry.Of(fixture.Petition, person), SampleEntry.Of(fixture.Petition), SampleEntry.Of(fixture.Petition, person)], 0,
                CancellationToken.None);

        Assert.Equal([LedgerOutcome.Stored, LedgerOutcome.Stored, LedgerOutcome.Repeated], result.Outcomes);
        Assert.Equal((2L, 2L), (await fixture.RowsAsync(), await fixture.CountedAsync()));
    }

    [Fact]
    public async Task Forty_parallel_duplicates_are_one_signature()
    {
        await using var fixture = await NewStoreAsync();
        var person = SampleEntry.Key();
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
            (i % 2 == 0 ? fixture.First : fixture.Second)
                .CommitAsync([SampleEntry.Of(fixture.Petition, person)], (short)(i % 16), CancellationToken.None))));

        Assert.Single(results, result => result.Outcomes[0] == LedgerOutcome.Stored);
        Assert.Equal((1L, 1L), (await fixture.RowsAsync(), await fixture.CountedAsync()));
    }

    [Fact]
    public async Task Batches_with_the_same_people_in_opposite_order_all_commit()
    {
        await using var fixture = await NewStoreAsync();
        var people = Enumerable.Range(0, 100).Select(_ => SampleEntry.Key()).ToArray();
        var other = await fixture.AddPetitionAsync("contract-two");
        LedgerEntry[] Batch(IEnumerable<Guid> order) =>
            [.. order.SelectMany(person => new[] { SampleEntry.Of(fixture.Petition, person), SampleEntry.Of(other, person) })];

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => i % 2 == 0
            ? fixture.First.CommitAsync(Batch(people), 0, CancellationToken.None)
            : fixture.Second.CommitAsync([.. Batch(people.Reverse()).Reverse()], (short)(i % 3), CancellationToken.None))));

        Assert.Equal((100L, 100L), (await fixture.RowsAsync(), await fixture.CountedAsync()));
        Assert.Equal(100, await fixture.ScalarAsync($"SELECT sum(counted) FROM tally WHERE petition = {other}"));
    }

    [Fact]
    public async Task A_store_rejects_a_batch_with_a_bad_row_and_the_ledger_isolates_it()
    {
        await using var fixture = await NewStoreAsync();
        await fixture.ExecuteAsync(fixture.First.WritersMax > 1
            ? "ALTER TABLE signature ADD CONSTRAINT poison CHECK (consent_record <> 666)"
            : "CREATE TRIGGER poison BEFORE INSERT ON signature WHEN NEW.consent_record = 666 BEGIN SELECT RAISE(ABORT, 'poison'); END");
        var batch = Enumerable.Range(0, 100).Select(_ => SampleEntry.Of(fixture.Petition)).ToArray();
        batch[37] = batch[37] with { ConsentRecord = 666 };

        var failure = await Assert.ThrowsAsync<BatchFailedException>(() => fixture.First.CommitAsync(batch, 0, CancellationToken.None));
        Assert.Equal(BatchFailure.BadRow, failure.Failure);
        Assert.Equal(0, await fixture.RowsAsync());

        await using var ledger = SampleLedger.On(fixture.First);
        var outcomes = await Task.WhenAll(batch.Select(entry => ledger.CommitAsync(entry).AsTask()));
        Assert.Equal(99, outcomes.Count(outcome => outcome == LedgerOutcome.Stored));
        Assert.Equal(LedgerOutcome.Unstorable, outcomes[37]);
        Assert.Equal((99L, 99L), (await fixture.RowsAsync(), await fixture.CountedAsync()));
    }

    [Fact]
    public async Task A_replay_does_not_restore_a_withdrawn_signature()
    {
        await using var fixture = await NewStoreAsync();
        var entry = SampleEntry.Of(fixture.Petition);
        await fixture.First.CommitAsync([entry], 0, CancellationToken.None);
        await fixture.ExecuteAsync("UPDATE signature SET state = 2");
        await fixture.ExecuteAsync("UPDATE tally SET counted = counted - 1, version = version + 1 WHERE shard = 0");

        var replay = await fixture.First.CommitAsync([entry], 0, CancellationToken.None);
        var anew = await fixture.First.CommitAsync([entry with { Operation = SampleEntry.Key() }], 1, CancellationToken.None);

        Assert.Equal([LedgerOutcome.Repeated, LedgerOutcome.Repeated], [.. replay.Outcomes, .. anew.Outcomes]);
        Assert.Equal((1L, 0L), (await fixture.RowsAsync(), await fixture.CountedAsync()));
        Assert.Equal(2, await fixture.ScalarAsync("SELECT state FROM signature"));
    }

    [Fact]
    public async Task A_closed_petition_stores_nothing_and_recognises_stored_operations()
    {
        await using var fixture = await NewStoreAsync();
        var stored = SampleEntry.Of(fixture.Petition);
        await fixture.First.CommitAsync([stored], 0, CancellationToken.None);
        await fixture.Tallies.SetOpenAsync(fixture.Petition, open: false, CancellationToken.None);

        var result = await fixture.First.CommitAsync(
        [
            stored,
            stored with { Work = LedgerWork.LookUp },
            stored with { Operation = SampleEntry.Key() },
            SampleEntry.Of(fixture.Petition),
            SampleEntry.Of(fixture.Petition, work: LedgerWork.LookUp),
        ], 0, CancellationToken.None);

        Assert.Equal(
            [.. Enumerable.Repeat(LedgerOutcome.AlreadyStored, 2), .. Enumerable.Repeat(LedgerOutcome.Closed, 3)], result.Outcomes);
        Assert.Empty(result.Moved);
        Assert.Equal((1L, 1L), (await fixture.RowsAsync(), await fixture.CountedAsync()));

        await fixture.Tallies.SetOpenAsync(fixture.Petition, open: true, CancellationToken.None);
        var reopened = await fixture.First.CommitAsync([SampleEntry.Of(fixture.Petition)], 0, CancellationToken.None);
        Assert.Equal([LedgerOutcome.Stored], reopened.Outcomes);
    }

    [Fact]
    public async Task A_look_up_on_an_open_petition_stores_nothing()
    {
        await using var fixture = await NewStoreAsync();
        var stored = SampleEntry.Of(fixture.Petition);
        await fixture.First.CommitAsync([stored], 0, CancellationToken.None);
        LedgerEntry[] batch = [SampleEntry.Of(fixture.Petition, work: LedgerWork.LookUp), stored with { Work = LedgerWork.LookUp }];
        var result = await fixture.First.CommitAsync(batch, 0, CancellationToken.None);

        Assert.Equal([LedgerOutcome.Closed, LedgerOutcome.AlreadyStored], result.Outcomes);
        Assert.Equal(1, await fixture.RowsAsync());
    }

    [Fact]
    public async Task An_unknown_petition_stores_nothing()
    {
        await using var fixture = await NewStoreAsync();
        var result = await fixture.First.CommitAsync([SampleEntry.Of(4711), SampleEntry.Of(fixture.Petition)], 0, CancellationToken.None);
        Assert.Equal([LedgerOutcome.Closed, LedgerOutcome.Stored], result.Outcomes);
        Assert.Equal(0, await fixture.ScalarAsync("SELECT count(*) FROM signature WHERE petition = 4711"));
    }

    [Fact]
    public async Task Closing_during_batches_loses_nothing_before_and_adds_nothing_after()
    {
        await using var fixture = await NewStoreAsync();
        var stored = 0L;
        var closed = new TaskCompletionSource();
        var running = new CountdownEvent(3);
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var round = 0; ; round++)
            {
                if (round == 3 && running.CurrentCount > 0) running.Signal();
                var batch = Enumerable.Range(0, 20).Select(_ => SampleEntry.Of(fixture.Petition)).ToArray();
                var after = closed.Task.IsCompleted;
                var store = writer % 2 == 0 ? fixture.First : fixture.Second;
                var result = await store.CommitAsync(batch, (short)writer, CancellationToken.None);
                Interlocked.Add(ref stored, result.Outcomes.Count(outcome => outcome == LedgerOutcome.Stored));
                if (after) return result.Outcomes.Count(outcome => outcome == LedgerOutcome.Stored);
            }
        })).ToArray();

        await Task.Run(running.Wait);
        await fixture.Tallies.SetOpenAsync(fixture.Petition, open: false, CancellationToken.None);
        var atClose = await fixture.CountedAsync();
        closed.SetResult();

        Assert.All(await Task.WhenAll(writers), storedAfter => Assert.Equal(0, storedAfter));
        Assert.True(atClose > 0);
        Assert.Equal(atClose, await fixture.CountedAsync());
        Assert.Equal(atClose, Interlocked.Read(ref stored));
        Assert.Equal(atClose, await fixture.RowsAsync());
    }

    [Fact]
    public async Task An_epoch_cut_off_assigns_each_signature_to_exactly_one_side()
    {
        await using var fixture = await NewStoreAsync();
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 3).Select(writer => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await fixture.First.CommitAsync([.. Enumerable.Range(0, 20).Select(_ => SampleEntry.Of(fixture.Petition))], (short)writer,
                    CancellationToken.None);
        })).ToArray();

        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(20), async () => await fixture.RowsAsync() > 100));
        var cutOff = await fixture.Tallies.RaiseEpochAsync(fixture.Petition, CancellationToken.None);
        var parcel = await fixture.ScalarAsync($"SELECT count(*) FROM signature WHERE epoch <= {cutOff}");
        Assert.True(await Waiting.UntilAsync(
            TimeSpan.FromSeconds(20), async () =>
                await fixture.ScalarAsync($"SELECT count(*) FROM signature WHERE epoch > {cutOff}") > 100));
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        Assert.Equal(parcel, await fixture.ScalarAsync($"SELECT count(*) FROM signature WHERE epoch <= {cutOff}"));
        Assert.Equal(await fixture.RowsAsync(), await fixture.CountedAsync());
    }

    [Fact]
    public async Task The_tally_equals_the_rows_after_a_random_mix()
    {
        await using var fixture = await NewStoreAsync();
        var other = await fixture.AddPetitionAsync("contract-two");
        var people = Enumerable.Range(0, 300).Select(_ => SampleEntry.Key()).ToArray();
        LedgerWork[] works = [LedgerWork.Sign, LedgerWork.LookUp];
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            var random = Random.Shared;
            for (var round = 0; round < 15; round++)
            {
                LedgerEntry[] batch = [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ =>
                    SampleEntry.Of(random.Next(2) == 0 ? fixture.Petition
                        : other, people[random.Next(people.Length)], work: works[random.Next(works.Length)]))];
                await (random.Next(2) == 0 ? fixture.First : fixture.Second)
                    .CommitAsync(batch, (short)random.Next(16), CancellationToken.None);
            }
        })));

        foreach (var petition in new[] { fixture.Petition, other })
        {
            var rows = await fixture.ScalarAsync($"SELECT count(*) FROM signature WHERE petition = {petition} AND state = 1");
            Assert.True(rows > 0);
            Assert.Equal(rows, await fixture.ScalarAsync($"SELECT sum(counted) FROM tally WHERE petition = {petition}"));
        }
    }

    [Fact]
    public async Task A_pending_signature_is_stored_but_not_counted()
    {
        await using var fixture = await NewStoreAsync();
        var result = await fixture.First.CommitAsync(
            [SampleEntry.Of(fixture.Petition) with { State = SignatureState.Pending }], 0, CancellationToken.None);
        Assert.Equal([LedgerOutcome.Stored], result.Outcomes);
        Assert.Equal((1L, 0L), (await fixture.RowsAsync(), await fixture.CountedAsync()));
    }
}
