using Petitions.Grains.Counting;
using Petitions.Grains.Entry;
using Petitions.Grains.Ledger;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Contract.SignatureChangeSteps;

namespace Petitions.Tests.Contract;

/// <summary>Signatures of paper and of imports are counted apart, in the transaction of the row, on both databases.</summary>
public abstract class SourceCountContract
{
    internal abstract Task<StoreFixture> NewStoreAsync();

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task After_any_operations_each_source_is_counted_as_its_rows(int seed)
    {
        await using var fixture = await NewStoreAsync();
        var random = new Random(seed);
        var people = Enumerable.Range(0, 8).Select(_ => SampleEntry.Of(fixture.Petition)).ToArray();
        var shown = new TallyShards();
        for (var step = 0; step < 120; step++)
        {
            var batch = Enumerable.Range(0, random.Next(1, 4)).Select(_ => people[random.Next(people.Length)]).Distinct().ToList();
            var entries = new List<LedgerEntry>();
            foreach (var person in batch) entries.Add(await NextOfAsync(fixture, person, random));
            var store = random.Next(2) == 0 ? fixture.First : fixture.Second;
            var result = await store.CommitAsync(entries, (short)random.Next(4), CancellationToken.None);
            foreach (var (_, reading) in result.Moved) shown.Take(reading);

            foreach (var (column, source) in new[] { ("paper", SignatureSource.Paper), ("imported", SignatureSource.Import) })
            {
                Assert.Equal(
                    await fixture.ScalarAsync(
                        $"SELECT count(*) FROM signature WHERE petition = {fixture.Petition} AND state = 1 AND source = {(int)source}"),
                    await fixture.ScalarAsync($"SELECT sum({column}) FROM tally WHERE petition = {fixture.Petition}"));
            }
            var counted = await fixture.ScalarAsync($"SELECT count(*) FROM signature WHERE petition = {fixture.Petition} AND state = 1");
            Assert.Equal(counted, await fixture.CountedAsync());
            // What commits report is what is stored.
            Assert.Equal(counted, shown.Count);
            var paper = await fixture.ScalarAsync($"SELECT sum(paper) FROM tally WHERE petition = {fixture.Petition}");
            Assert.Equal(paper, shown.Sources.Paper);
        }
        var read = await fixture.Tallies.ReadShardsAsync(fixture.Petition, CancellationToken.None);
        Assert.Equal(shown.Sources.Imported, read!.Readings.Sum(shard => shard.Imported));
    }

    [Fact]
    public async Task Nobody_who_withdrew_and_erased_is_entered_again_by_paper_or_import()
    {
        await using var fixture = await NewStoreAsync();
        var entry = SampleEntry.Of(fixture.Petition);
        await CommitAsync(fixture, entry);
        await CommitAsync(fixture, Change(entry, SignatureChange.Erase(Now)));
        foreach (var source in new[] { SignatureSource.Paper, SignatureSource.Import })
        {
            var entered = SampleEntry.Of(fixture.Petition, person: entry.RowKey) with { Source = source };
            Assert.Equal(LedgerOutcome.Repeated, await CommitAsync(fixture, entered));
        }
        Assert.Equal(0, await fixture.CountedAsync());
        Assert.Equal(LedgerOutcome.Stored, await CommitAsync(fixture, SampleEntry.Of(fixture.Petition, person: entry.RowKey)));
    }

    [Fact]
    public async Task Paper_counts_what_waits_for_a_confirmation_once_and_with_its_own_data()
    {
        await using var fixture = await NewStoreAsync();
        var attempt = Attempt(fixture);
        await CommitAsync(fixture, attempt);
        var row = await FindAsync(fixture, attempt);
        var paper = SampleEntry.Of(fixture.Petition, person: attempt.RowKey, work: LedgerWork.Change) with
        {
            Source = SignatureSource.Paper,
            Change = EntryDecision.CountPending(new EnteredRow(row!.State, row.Operation, HasWithdrawn: false)),
        };
        Assert.Equal(LedgerOutcome.Changed, await CommitAsync(fixture, paper));
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(fixture, paper));

        Assert.Equal((SignatureState.Counted, paper.Operation), await RowAsync(fixture, attempt));
        Assert.Equal(paper.Ciphertext, (await FindAsync(fixture, attempt))!.Ciphertext);
        Assert.Equal(1, await fixture.ScalarAsync("SELECT sum(paper) FROM tally"));
        Assert.Empty(await MailsAsync(fixture, attempt));
        // The mailed link comes late, and counts nothing twice.
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(fixture, Change(attempt, SignatureChange.Confirm)));
        Assert.Equal(1, await fixture.CountedAsync());
    }

    [Fact]
    public async Task A_line_of_a_sheet_is_claimed_once_its_signature_is_stored()
    {
        await using var fixture = await NewStoreAsync();
        var store = fixture.Entries;
        var (line, first, second) = (SampleEntry.Key(), SampleEntry.Of(fixture.Petition), SampleEntry.Of(fixture.Petition));
        await store.ClaimLinesAsync(fixture.Petition, [new(line, first.RowKey, first.Operation)], CancellationToken.None);
        // A crash came before the signature: nothing was entered for the line.
        Assert.Empty(await store.FindLinesAsync(fixture.Petition, [line], CancellationToken.None));

        await store.ClaimLinesAsync(fixture.Petition, [new(line, second.RowKey, second.Operation)], CancellationToken.None);
        await CommitAsync(fixture, second);
        await store.ClaimLinesAsync(fixture.Petition, [new(line, first.RowKey, first.Operation)], CancellationToken.None);
        await CommitAsync(fixture, first);
        Assert.Equal(second.Operation, (await store.FindLinesAsync(fixture.Petition, [line], CancellationToken.None))[line]);
        var rows = await store.FindRowsAsync(fixture.Petition, [first.RowKey, SampleEntry.Key()], CancellationToken.None);
        Assert.Equal(new EnteredRow(SignatureState.Counted, first.Operation, HasWithdrawn: false), Assert.Single(rows).Value);
        Assert.Empty(await store.FindRowsAsync(fixture.Petition, [], CancellationToken.None));
    }

    private static async Task<LedgerEntry> NextOfAsync(StoreFixture fixture, LedgerEntry person, Random random)
    {
        var source = (SignatureSource)random.Next(3);
        var fresh = SampleEntry.Of(fixture.Petition, person.RowKey) with { Source = source };
        var row = await FindAsync(fixture, person);
        LedgerEntry Changed(SignatureChange change) => fresh with { Work = LedgerWork.Change, Change = change };
        return random.Next(8) switch
        {
            0 or 1 => fresh,
            2 => fresh with { Work = LedgerWork.RequestConfirmation, State = SignatureState.Pending, MailAt = Now },
            3 => Changed(SignatureChange.Withdraw),
            4 => Changed(SignatureChange.Erase(Now)),
            5 when row is not null => Changed(SignatureChange.Confirm) with { Operation = row.Operation },
            6 when row is not null => Changed(EntryDecision.CountPending(new EnteredRow(row.State, row.Operation, HasWithdrawn: false))),
            7 when row is not null => Changed(SignatureChange.SignAfterWithdrawal with { Replaces = row.Operation }),
            _ => Changed(SignatureChange.Correct),
        };
    }
}

/// <summary>Counts by source on SQLite.</summary>
public sealed class SqliteSourceCountTests : SourceCountContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnSqliteAsync();
}

/// <summary>Counts by source on PostgreSQL.</summary>
public sealed class PostgresSourceCountTests(PostgresServer server) : SourceCountContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnPostgresAsync(server);
}
