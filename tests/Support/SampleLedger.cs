using Microsoft.Extensions.Logging.Abstractions;
using Petitions.Grains.Counting;
using Petitions.Grains.Ledger;

namespace Petitions.Tests.Support;

/// <summary>A ledger on any store; a test sets only what it is about.</summary>
internal static class SampleLedger
{
    public static GroupCommitLedger On(ILedgerStore store, LedgerOptions? options = null, ITallyReporter? reporter = null,
        TimeProvider? time = null) =>
        new(store, reporter ?? new NoReporter(), options ?? new LedgerOptions(), time
            ?? TimeProvider.System, NullLogger<GroupCommitLedger>.Instance);

    private sealed class NoReporter : ITallyReporter
    {
        public void Moved(int petition, TallyShard reading)
        {
        }
    }
}
