using System.Collections.Immutable;
using Petitions.Grains.Entry;
using Petitions.Silo.Entry;

namespace Petitions.Silo.Commands;

/// <summary>Sends the lines of a file to a running program, in calls of bounded size, two at a time.</summary>
internal sealed class EntrySender(AdminClient client, string slug, EntryRequest request, ColumnMapping mapping)
{
    private const int CallsAtATime = 2, CharsMax = 200_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), GivesUpAfter = TimeSpan.FromMinutes(2);

    private readonly string _path = $"petitions/{slug}/entries";

    /// <summary>Sends all lines; what becomes of each goes into the totals.</summary>
    /// <exception cref="CommandFailure">The program refuses, or does not answer.</exception>
    /// <exception cref="SignatureFileException">The file cannot be read on.</exception>
    public async Task SendAsync(IEnumerable<FileLine> file, bool isDryRun, EntryTotals totals, CancellationToken cancel)
    {
        try
        {
            await SendAllAsync(file, isDryRun, totals, cancel);
        }
        catch (CommandFailure failure) when (!isDryRun && totals.Of("new") > 0)
        {
            throw new CommandFailure(
                [.. failure.Lines, FormattableString.Invariant($"{totals.Of("new")} lines were entered before. Run it again later.")]);
        }
    }

    private async Task SendAllAsync(IEnumerable<FileLine> file, bool isDryRun, EntryTotals totals, CancellationToken cancel)
    {
        var seen = isDryRun ? new SeenLines() : null;
        var underWay = new Queue<(List<FileLine> Lines, Task<EntriesReport> Answer)>();
        foreach (var lines in Chunks(file, totals))
        {
            underWay.Enqueue((lines, PostAsync(lines, isDryRun, cancel)));
            if (underWay.Count == CallsAtATime) await TakeAsync(underWay.Dequeue(), isDryRun, totals, seen, cancel);
        }
        while (underWay.TryDequeue(out var call)) await TakeAsync(call, isDryRun, totals, seen, cancel);
    }

    private static IEnumerable<List<FileLine>> Chunks(IEnumerable<FileLine> file, EntryTotals totals)
    {
        var (chunk, chars) = (new List<FileLine>(), 0);
        foreach (var line in file)
        {
            if (line.Fields is not { } fields)
            {
                totals.Count("faulty");
                totals.Note(line.Number, line.Fault!);
                continue;
            }
            var length = LengthOf(fields);
            if (chunk.Count == IEntryGrain.LinesMax || chars + length > CharsMax && chunk.Count > 0)
            {
                yield return chunk;
                (chunk, chars) = ([], 0);
            }
            chunk.Add(line);
            chars += length;
        }
        // The last one may be empty: then the call only tells whether the petition takes entries.
        yield return chunk;
    }

    private static int LengthOf(EntryFields fields) =>
        (fields.GivenName?.Length ?? 0) + (fields.FamilyName?.Length ?? 0) + (fields.Email?.Length ?? 0) + (fields.Place?.Length ?? 0)
        + (fields.Country?.Length ?? 0) + (fields.Sheet?.Length ?? 0) + (fields.Line?.Length ?? 0) + (fields.SignedAt?.Length ?? 0)
        + (fields.ConfirmedAt?.Length ?? 0) + (fields.Consent?.Length ?? 0) + (fields.ConsentText?.Length ?? 0);

    private Task<EntriesReport> PostAsync(List<FileLine> lines, bool isDryRun, CancellationToken cancel) =>
        client.PostAsync<EntriesReport>(
            _path, request with { DryRun = isDryRun, Lines = [.. lines.Select(line => line.Fields!)] }, cancel);

    private async Task TakeAsync(
        (List<FileLine> Lines, Task<EntriesReport> Answer) call, bool isDryRun, EntryTotals totals, SeenLines? seen,
        CancellationToken cancel)
    {
        var (lines, waited) = (call.Lines, TimeSpan.Zero);
        var answer = await call.Answer;
        while (true)
        {
            Take(lines, answer, totals, seen);
            var again = lines.Where((_, i) => answer.Outcomes[i] == "try-again").ToList();
            if (again.Count == 0) return;
            // Signers come first: an entry waits until there is room beside them.
            waited = again.Count < lines.Count ? TimeSpan.Zero : waited + Pause;
            if (waited > GivesUpAfter)
                throw new CommandFailure("the program is too busy with signers, or its database is away: run the command again later.");
            await Task.Delay(Pause, cancel);
            lines = again;
            answer = await PostAsync(lines, isDryRun, cancel);
        }
    }

    private void Take(List<FileLine> lines, EntriesReport answer, EntryTotals totals, SeenLines? seen)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var outcome = answer.Outcomes[i];
            if (outcome == "new" && seen is not null) outcome = seen.OutcomeOf(lines[i].Fields!);
            if (outcome != "try-again") totals.Count(outcome);
            if (outcome == "conflict")
            {
                var (sheet, line) = (lines[i].Fields!.Sheet, lines[i].Fields!.Line);
                totals.Note(lines[i].Number, $"sheet {sheet}, line {line} was entered with other data before: compare it with the paper;"
                    + " what was entered first stays");
            }
        }
        foreach (var fault in answer.Faults) totals.Note(lines[fault.Line].Number, $"{mapping.NameOf(fault.Field)} {fault.Text}");
    }
}

/// <summary>The body of a call; see src/Frontend/Admin/README.md.</summary>
internal sealed record EntryRequest(
    string Source, int? Version, string? Lang, string? Platform, string? ConsentEvidence, bool DryRun = false,
    ImmutableArray<EntryFields> Lines = default);

/// <summary>Its answer.</summary>
internal sealed record EntriesReport(ImmutableArray<string> Outcomes, ImmutableArray<EntryFaultReport> Faults);

/// <summary>Something wrong with a line, by its place in the call.</summary>
internal sealed record EntryFaultReport(int Line, string Field, string Text);
