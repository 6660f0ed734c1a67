using System.Globalization;
using Petitions.Grains.Documents;

namespace Petitions.Silo.Commands;

/// <summary>
/// What became of the lines of a file: numbers by outcome, and a line for each one that somebody has to look at. Names and addresses are in
/// none of them.
/// </summary>
internal sealed class EntryTotals
{
    /// <summary>Notes that are printed; the rest is counted.</summary>
    public const int NotesShownMax = 100;

    private static readonly (string Outcome, string Meaning)[] Meanings =
    [
        ("new", "counted"),
        ("valid", "could be entered"),
        ("repeated", "counted before, nothing changes"),
        ("conflict", "entered with other data before, nothing changes"),
        ("withdrawn", "withdrawn by the signer, not entered again"),
        ("invalidated", "invalidated by an admin, not entered again"),
        ("not-confirmed", "address not confirmed, which this petition asks for"),
        ("faulty", "cannot be entered"),
    ];

    private readonly Dictionary<string, long> _counts = [];
    private readonly List<(long Line, string Note)> _shown = [];
    private readonly TextWriter? _report;
    private long _notes;

    /// <param name="report">Gets every note; null when nobody asked for it.</param>
    public EntryTotals(TextWriter? report) => _report = report;

    /// <summary>Lines that cannot be entered.</summary>
    public long Faulty => Of("faulty");

    /// <summary>All lines were entered, now or before.</summary>
    public bool IsClean => Faulty == 0 && Of("conflict") == 0;

    /// <summary>Lines with this outcome.</summary>
    public long Of(string outcome) => _counts.GetValueOrDefault(outcome);

    /// <summary>Counts a line.</summary>
    public void Count(string outcome) => _counts[outcome] = Of(outcome) + 1;

    /// <summary>Something to look at.</summary>
    public void Note(long line, string text)
    {
        var note = string.Create(CultureInfo.InvariantCulture, $"line {line}: {DocumentText.ToPrintable(text)}");
        _report?.WriteLine(note);
        if (_notes++ < NotesShownMax) _shown.Add((line, note));
    }

    /// <summary>Prints numbers and notes.</summary>
    public async Task PrintAsync(TextWriter output)
    {
        foreach (var (outcome, meaning) in Meanings)
        {
            if (Of(outcome) > 0 || outcome == "new" && Of("valid") == 0)
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {Of(outcome),10}  {outcome}: {meaning}"));
        }
        foreach (var (_, note) in _shown.OrderBy(one => one.Line)) await output.WriteLineAsync(note);
        if (_notes > NotesShownMax)
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"and {_notes - NotesShownMax} more such lines: --report FILE writes all of them."));
        }
    }
}
