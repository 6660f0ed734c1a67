using Petitions.Grains.Entry;
using Petitions.Grains.Ledger;
using Petitions.Silo.Entry;

namespace Petitions.Silo.Commands;

/// <summary>Checks a whole file by the rules before any line is sent. The running program checks each line again.</summary>
internal static class EntryRules
{
    /// <summary>How many lines keep the rules ("valid"), and what is wrong with the others.</summary>
    /// <exception cref="SignatureFileException">The file cannot be read.</exception>
    public static EntryTotals Check(
        IEnumerable<FileLine> lines, string source, bool isRehearsal, ColumnMapping mapping, TextWriter? report)
    {
        var totals = new EntryTotals(report);
        var kind = source == "paper" ? SignatureSource.Paper : SignatureSource.Import;
        var validator = new EntryValidator(isRehearsal, kind, TimeProvider.System.GetUtcNow());
        foreach (var line in lines)
        {
            if (line.Fields is { } fields && validator.Check(fields, out _, out var faults) is null)
            {
                totals.Count("faulty");
                foreach (var fault in faults) totals.Note(line.Number, $"{mapping.NameOf(fault.Field)} {fault.Text}");
            }
            else if (line.Fault is { } fault)
            {
                totals.Count("faulty");
                totals.Note(line.Number, fault);
            }
            else totals.Count("valid");
        }
        return totals;
    }
}
