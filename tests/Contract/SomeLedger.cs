using Microsoft.Extensions.Logging.Abstractions;
using Petitions.Grains.Counting;
using Petitions.Grains.Ledger;

namespace Petitions.Tests.Contract;

/// <summary>A ledger on any store; set only what a test is about.</summary>
internal static class SomeLedger
{
    public static GroupCommitLedger On(ILedgerStore store, LedgerOptions? options = null, ITallyReporter? reporter = null, TimeProvider? time = null) =>
        new(store, reporter ?? new NoReporter(), options ?? new LedgerOptions(), time ?? TimeProvider.System, NullLogger<GroupCommitLedger>.Instance);

    private sealed class NoReporter : ITallyReporter
    {
        public void Moved(int petition, TallyShard reading)
        {
        }
    }
}
