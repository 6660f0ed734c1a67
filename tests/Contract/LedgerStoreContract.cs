using Petitions.Grains.Counting;
using Petitions.Grains.Ledger;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>What a store promises to the ledger; the same facts for both databases.</summary>
public abstract class LedgerStoreContract
{
    internal abstract Task<LedgerRig> NewRigAsync();

    [Fact]
    public async Task A_first_signature_is_stored_and_counted()
    {
        await using var rig = await NewRigAsync();
        var result = await rig.First.CommitAsync([SomeEntry.Of(rig.Petition)], shard: 3, CancellationToken.None);

        Assert.Equal([LedgerOutcome.Stored], result.Outcomes);
        Assert.Equal([(rig.Petition, new TallyShard(3, 1, 1))], result.Moved);
        Assert.Equal(1, await rig.RowsAsync());
        Assert.Equal(1, await rig.CountedAsync());
    }

    [Fact]
    public async Task Everything_of_an_entry_is_in_its_row()
    {
        await using var rig = await NewRigAsync();
        var entry = SomeEntry.Of(rig.Petition) with { DocumentVersion = 7, ConsentRecord = 9, Source = SignatureSource.Paper };
        await rig.First.CommitAsync([entry], 0, CancellationToken.None);

        Assert.Equal(1, await rig.ScalarAsync(
            $"SELECT count(*) FROM signature WHERE document_version = 7 AND consent_record = 9 AND source = 1 AND state = 1 AND epoch = 1"
            + $" AND anonymised_at IS NULL AND length(sealed) = {entry.Ciphertext.Length}"));
        Assert.Equal(1, await rig.ScalarAsync("SELECT count(*) FROM signature WHERE CAST(signed_at AS text) LIKE '2026-03-20_19:20%'"));
    }

    [Fact]
    public async Task A_repeat_of_a_person_changes_nothing_but_is_flushed()
    {
        await using var rig = await NewRigAsync();
        var person = SomeEntry.Key();
        await rig.First.CommitAsync([SomeEntry.Of(rig.Petition, person)], 0, CancellationToken.None);
        var again = await rig.First.CommitAsync([SomeEntry.Of(rig.Petition, person)], 0, CancellationToken.None);

        Assert.Equal([LedgerOutcome.Repeated], again.Outcomes);
        Assert.Equal([(rig.Petition, new TallyShard(0, 1, 1))], again.Moved);
        Assert.Equal(1, await rig.RowsAsync());
        Assert.Equal(2, await rig.ScalarAsync("SELECT sum(batches) FROM tally"));
    }

    [Fact]
    public async Task The_same_operation_again_changes_nothing()
    {
        await using var rig = await NewRigAsync();
        var entry = SomeEntry.Of(rig.Petition);
        for (var i = 0; i < 3; i++) await rig.First.CommitAsync([entry], (short)i, CancellationToken.None);
        Assert.Equal((1L, 1L), (await rig.RowsAsync(), await rig.CountedAsync()));
    }

    [Fact]
    public async Task A_duplicate_moves_the_shard_and_no_row()
    {
        await using var rig = await NewRigAsync();
        var touch = await rig.First.CommitAsync([SomeEntry.Of(rig.Petition, work: LedgerWork.Duplicate)], 2, CancellationToken.None);

        Assert.Equal([LedgerOutcome.Repeated], touch.Outcomes);
        Assert.Equal(1, await rig.ScalarAsync("SELECT batches FROM tally WHERE shard = 2"));
        Assert.Equal((0L, 0L), (await rig.RowsAsync(), await rig.CountedAsync()));
    }

    [Fact]
    public async Task One_person_twice_in_a_batch_is_one_signature()
    {
        await using var rig = await NewRigAsync();
        var person = SomeEntry.Key();
        var result = await rig.First.CommitAsync(
            [SomeEntry.Of(rig.Petition, person), SomeEntry.Of(rig.Petition), SomeEntry.Of(rig.Petition, person)], 0, CancellationToken.None);

        Assert.Equal([LedgerOutcome.Stored, LedgerOutcome.Stored, LedgerOutcome.Repeated], result.Outcomes);
        Assert.Equal((2L, 2L), (await rig.RowsAsync(), await rig.CountedAsync()));
    }

    [Fact]
    public async Task Forty_parallel_duplicates_are_one_signature()
    {
        await using var rig = await NewRigAsync();
        var person = SomeEntry.Key();
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
            (i % 2 == 0 ? rig.First : rig.Second).CommitAsync([SomeEntry.Of(rig.Petition, person)], (short)(i % 16), CancellationToken.None))));

        Assert.Single(results, result => result.Outcomes[0] == LedgerOutcome.Stored);
        Assert.Equal((1L, 1L), (await rig.RowsAsync(), await rig.CountedAsync()));
    }

    [Fact]
    public async Task Batches_with_the_same_people_in_opposite_order_all_commit()
    {
        await using var rig = await NewRigAsync();
        var people = Enumerable.Range(0, 100).Select(_ => SomeEntry.Key()).ToArray();
        var other = await rig.AddPetitionAsync("contract-two");
        LedgerEntry[] Batch(IEnumerable<Guid> order) =>
            [.. order.SelectMany(person => new[] { SomeEntry.Of(rig.Petition, person), SomeEntry.Of(other, person) })];

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => i % 2 == 0
            ? rig.First.CommitAsync(Batch(people), 0, CancellationToken.None)
            : rig.Second.CommitAsync([.. Batch(people.Reverse()).Reverse()], (short)(i % 3), CancellationToken.None))));

        Assert.Equal((100L, 100L), (await rig.RowsAsync(), await rig.CountedAsync()));
        Assert.Equal(100, await rig.ScalarAsync($"SELECT sum(counted) FROM tally WHERE petition = {other}"));
    }

    [Fact]
    public async Task A_bad_row_is_refused_with_its_batch_and_alone_by_the_ledger()
    {
        await using var rig = await NewRigAsync();
        await rig.ExecuteAsync(rig.First.WritersMax > 1
            ? "ALTER TABLE signature ADD CONSTRAINT poison CHECK (consent_record <> 666)"
            : "CREATE TRIGGER poison BEFORE INSERT ON signature WHEN NEW.consent_record = 666 BEGIN SELECT RAISE(ABORT, 'poison'); END");
        var batch = Enumerable.Range(0, 100).Select(_ => SomeEntry.Of(rig.Petition)).ToArray();
        batch[37] = batch[37] with { ConsentRecord = 666 };

        var failure = await Assert.ThrowsAsync<BatchFailedException>(() => rig.First.CommitAsync(batch, 0, CancellationToken.None));
        Assert.Equal(BatchFailure.BadRow, failure.Failure);
        Assert.Equal(0, await rig.RowsAsync());

        await using var ledger = SomeLedger.On(rig.First);
        var outcomes = await Task.WhenAll(batch.Select(entry => ledger.CommitAsync(entry).AsTask()));
        Assert.Equal(99, outcomes.Count(outcome => outcome == LedgerOutcome.Stored));
        Assert.Equal(LedgerOutcome.Unstorable, outcomes[37]);
        Assert.Equal((99L, 99L), (await rig.RowsAsync(), await rig.CountedAsync()));
    }

    [Fact]
    public async Task Who_has_withdrawn_is_not_signed_up_again_by_a_replay()
    {
        await using var rig = await NewRigAsync();
        var entry = SomeEntry.Of(rig.Petition);
        await rig.First.CommitAsync([entry], 0, CancellationToken.None);
        await rig.ExecuteAsync("UPDATE signature SET state = 2");
        await rig.ExecuteAsync("UPDATE tally SET counted = counted - 1, version = version + 1 WHERE shard = 0");

        var replay = await rig.First.CommitAsync([entry], 0, CancellationToken.None);
        var anew = await rig.First.CommitAsync([entry with { Operation = SomeEntry.Key() }], 1, CancellationToken.None);

        Assert.Equal([LedgerOutcome.Repeated, LedgerOutcome.Repeated], [.. replay.Outcomes, .. anew.Outcomes]);
        Assert.Equal((1L, 0L), (await rig.RowsAsync(), await rig.CountedAsync()));
        Assert.Equal(2, await rig.ScalarAsync("SELECT state FROM signature"));
    }

    [Fact]
    public async Task A_closed_petition_takes_nothing_and_recalls_what_it_stored()
    {
        await using var rig = await NewRigAsync();
        var stored = SomeEntry.Of(rig.Petition);
        await rig.First.CommitAsync([stored], 0, CancellationToken.None);
        await rig.Tallies.SetOpenAsync(rig.Petition, open: false, CancellationToken.None);

        var result = await rig.First.CommitAsync(
        [
            stored,
            stored with { Work = LedgerWork.Duplicate },
            stored with { Work = LedgerWork.LookUp },
            stored with { Operation = SomeEntry.Key() },
            SomeEntry.Of(rig.Petition),
            SomeEntry.Of(rig.Petition, work: LedgerWork.LookUp),
        ], 0, CancellationToken.None);

        Assert.Equal(
            [LedgerOutcome.AlreadyStored, LedgerOutcome.AlreadyStored, LedgerOutcome.AlreadyStored, LedgerOutcome.Closed, LedgerOutcome.Closed, LedgerOutcome.Closed],
            result.Outcomes);
        Assert.Empty(result.Moved);
        Assert.Equal((1L, 1L), (await rig.RowsAsync(), await rig.CountedAsync()));

        await rig.Tallies.SetOpenAsync(rig.Petition, open: true, CancellationToken.None);
        var reopened = await rig.First.CommitAsync([SomeEntry.Of(rig.Petition)], 0, CancellationToken.None);
        Assert.Equal([LedgerOutcome.Stored], reopened.Outcomes);
    }

    [Fact]
    public async Task A_recall_on_an_open_petition_stores_nothing()
    {
        await using var rig = await NewRigAsync();
        var stored = SomeEntry.Of(rig.Petition);
        await rig.First.CommitAsync([stored], 0, CancellationToken.None);
        var result = await rig.First.CommitAsync(
            [SomeEntry.Of(rig.Petition, work: LedgerWork.LookUp), stored with { Work = LedgerWork.LookUp }], 0, CancellationToken.None);

        Assert.Equal([LedgerOutcome.Closed, LedgerOutcome.AlreadyStored], result.Outcomes);
        Assert.Equal(1, await rig.RowsAsync());
    }

    [Fact]
    public async Task A_petition_that_does_not_exist_takes_nothing()
    {
        await using var rig = await NewRigAsync();
        var result = await rig.First.CommitAsync([SomeEntry.Of(4711), SomeEntry.Of(rig.Petition)], 0, CancellationToken.None);
        Assert.Equal([LedgerOutcome.Closed, LedgerOutcome.Stored], result.Outcomes);
        Assert.Equal(0, await rig.ScalarAsync("SELECT count(*) FROM signature WHERE petition = 4711"));
    }

    [Fact]
    public async Task Closing_while_batches_run_adds_nothing_after_and_loses_nothing_before()
    {
        await using var rig = await NewRigAsync();
        var stored = 0L;
        var closed = new TaskCompletionSource();
        var running = new CountdownEvent(3);
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var round = 0; ; round++)
            {
                if (round == 3 && running.CurrentCount > 0) running.Signal();
                var batch = Enumerable.Range(0, 20).Select(_ => SomeEntry.Of(rig.Petition)).ToArray();
                var after = closed.Task.IsCompleted;
                var store = writer % 2 == 0 ? rig.First : rig.Second;
                var result = await store.CommitAsync(batch, (short)writer, CancellationToken.None);
                Interlocked.Add(ref stored, result.Outcomes.Count(outcome => outcome == LedgerOutcome.Stored));
                if (after) return result.Outcomes.Count(outcome => outcome == LedgerOutcome.Stored);
            }
        })).ToArray();

        await Task.Run(running.Wait);
        await rig.Tallies.SetOpenAsync(rig.Petition, open: false, CancellationToken.None);
        var atClose = await rig.CountedAsync();
        closed.SetResult();

        Assert.All(await Task.WhenAll(writers), storedAfter => Assert.Equal(0, storedAfter));
        Assert.True(atClose > 0);
        Assert.Equal(atClose, await rig.CountedAsync());
        Assert.Equal(atClose, Interlocked.Read(ref stored));
        Assert.Equal(atClose, await rig.RowsAsync());
    }

    [Fact]
    public async Task A_cut_off_by_epoch_divides_the_signatures_exactly()
    {
        await using var rig = await NewRigAsync();
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 3).Select(writer => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await rig.First.CommitAsync([.. Enumerable.Range(0, 20).Select(_ => SomeEntry.Of(rig.Petition))], (short)writer, CancellationToken.None);
        })).ToArray();

        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(20), async () => await rig.RowsAsync() > 100));
        var cutOff = await rig.Tallies.RaiseEpochAsync(rig.Petition, CancellationToken.None);
        var parcel = await rig.ScalarAsync($"SELECT count(*) FROM signature WHERE epoch <= {cutOff}");
        Assert.True(await Waiting.UntilAsync(
            TimeSpan.FromSeconds(20), async () => await rig.ScalarAsync($"SELECT count(*) FROM signature WHERE epoch > {cutOff}") > 100));
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        Assert.Equal(parcel, await rig.ScalarAsync($"SELECT count(*) FROM signature WHERE epoch <= {cutOff}"));
        Assert.Equal(await rig.RowsAsync(), await rig.CountedAsync());
    }

    [Fact]
    public async Task The_tally_equals_the_rows_after_a_random_mix()
    {
        await using var rig = await NewRigAsync();
        var other = await rig.AddPetitionAsync("contract-two");
        var people = Enumerable.Range(0, 300).Select(_ => SomeEntry.Key()).ToArray();
        LedgerWork[] works = [LedgerWork.Sign, LedgerWork.Duplicate, LedgerWork.LookUp];
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            var random = Random.Shared;
            for (var round = 0; round < 15; round++)
            {
                LedgerEntry[] batch = [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ =>
                    SomeEntry.Of(random.Next(2) == 0 ? rig.Petition : other, people[random.Next(people.Length)], work: works[random.Next(works.Length)]))];
                await (random.Next(2) == 0 ? rig.First : rig.Second).CommitAsync(batch, (short)random.Next(16), CancellationToken.None);
            }
        })));

        foreach (var petition in new[] { rig.Petition, other })
        {
            var rows = await rig.ScalarAsync($"SELECT count(*) FROM signature WHERE petition = {petition} AND state = 1");
            Assert.True(rows > 0);
            Assert.Equal(rows, await rig.ScalarAsync($"SELECT sum(counted) FROM tally WHERE petition = {petition}"));
        }
    }

    [Fact]
    public async Task A_pending_signature_is_stored_and_not_counted()
    {
        await using var rig = await NewRigAsync();
        var result = await rig.First.CommitAsync(
            [SomeEntry.Of(rig.Petition) with { State = SignatureState.Pending }], 0, CancellationToken.None);
        Assert.Equal([LedgerOutcome.Stored], result.Outcomes);
        Assert.Equal((1L, 0L), (await rig.RowsAsync(), await rig.CountedAsync()));
    }
}
