using BenchmarkDotNet.Attributes;
using Petitions.Grains.Ledger;

namespace Petitions.Bench.Micro.Storage;

/// <summary>
/// The cost of a signature in a batch of a given size, in an empty table or one with a million rows, against one INSERT per transaction and
/// no count. One caller at a time; figures are per signature.
/// </summary>
/// <remarks>
/// Each case starts from the same rows just after a checkpoint. Then 2 % as many are added unmeasured, so that most index pages have been
/// written since the checkpoint, as in a long surge.
/// </remarks>
public class LedgerCommit
{
    private const int Few = 100, Many = 2_000, WarmBatch = 500;

    private SeededDatabase _database = null!;
    private ILedgerStore _store = null!;
    private PlainInserts _inserts = null!;
    private LedgerEntryGenerator _signers = null!;
    private List<LedgerEntry> _entries = [];

    public static IEnumerable<int> RowCounts => MicroOptions.RowCounts;

    [Params(StoreKind.Postgres, StoreKind.Sqlite)]
    public StoreKind Store { get; set; }

    [ParamsSource(nameof(RowCounts))]
    public int Rows { get; set; }

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _database = await SeededDatabases.OfAsync(Store, Rows);
        await _database.ResetAsync();
        _store = _database.CreateStore();
        _inserts = await _database.OpenPlainInsertsAsync();
        _signers = new LedgerEntryGenerator(seed: Rows);

        for (var warm = Math.Max(Rows / 50, Many); warm > 0; warm -= WarmBatch)
            await CommitAsync(_signers.Take(WarmBatch), WarmBatch);
        foreach (var entry in _signers.Take(10)) await _inserts.InsertAsync(entry);
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _inserts.DisposeAsync();
        if (_store is IAsyncDisposable store) await store.DisposeAsync();
    }

    [IterationSetup]
    public void TakeNewSigners() => _entries = _signers.Take(Many);

    [Benchmark(Baseline = true, OperationsPerInvoke = Few)]
    public async Task OneInsertPerTransaction()
    {
        for (var i = 0; i < Few; i++) await _inserts.InsertAsync(_entries[i]);
    }

    [Benchmark(OperationsPerInvoke = Few)]
    public Task BatchOf1() => CommitAsync(_entries.GetRange(0, Few), 1);

    [Benchmark(OperationsPerInvoke = Many)]
    public Task BatchOf10() => CommitAsync(_entries, 10);

    [Benchmark(OperationsPerInvoke = Many)]
    public Task BatchOf100() => CommitAsync(_entries, 100);

    [Benchmark(OperationsPerInvoke = Many)]
    public Task BatchOf500() => CommitAsync(_entries, 500);

    [Benchmark(OperationsPerInvoke = Many)]
    public Task BatchOf2000() => CommitAsync(_entries, 2_000);

    private async Task CommitAsync(List<LedgerEntry> entries, int batch)
    {
        for (var from = 0; from < entries.Count; from += batch)
        {
            var result = await _store.CommitAsync(entries.GetRange(from, batch), SeededDatabase.Shard, CancellationToken.None);
            // A batch that stores nothing would look fast.
            if (Array.Exists(result.Outcomes, outcome => outcome != LedgerOutcome.Stored))
                throw new InvalidOperationException("A new signature was not stored.");
        }
    }
}
