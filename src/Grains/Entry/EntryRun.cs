using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Grains.Entry;

/// <summary>
/// Enters one batch in rounds: looks up what is stored, settles what needs nothing, writes one line for each person, and looks again at
/// what was not written. What is stored decides, so two equal lines, a lost answer and a signer who is faster need no rule of their own.
/// </summary>
internal sealed class EntryRun(
    Petition petition, PetitionKeys keys, EntryConsents consents, IEntryStore store, ISignatureLedger ledger, TimeProvider time)
{
    private static readonly TimeSpan PauseWhenBusy = TimeSpan.FromMilliseconds(50);

    private readonly long _begun = time.GetTimestamp();

    public async Task<EntryAnswer> EnterAsync(EntryBatch batch)
    {
        var outcomes = new EntryOutcome[batch.Lines.Length];
        Array.Fill(outcomes, EntryOutcome.TryAgain);
        var left = new List<Line>(outcomes.Length);
        for (var i = 0; i < outcomes.Length; i++)
        {
            var line = batch.Lines[i];
            if (petition.Facts.ConfirmsEmail && batch.Source == SignatureSource.Import && !line.IsConfirmed)
                outcomes[i] = EntryOutcome.NotConfirmed;
            else left.Add(new(i, line, EntryIdentity.Of(line, batch.Source, keys)));
        }
        // Most lines of an import are new: the first round writes without looking, and the unique key finds the others.
        var isLookedUp = batch.IsDryRun || batch.Source == SignatureSource.Paper;
        while (left.Count > 0 && time.GetElapsedTime(_begun) < EntryGrain.EntersWithin)
        {
            var toWrite = isLookedUp ? await SettleAsync(left, outcomes) : [.. left.Select(line => (Line: line, Row: (EnteredRow?)null))];
            isLookedUp = true;
            if (batch.IsDryRun)
            {
                foreach (var (line, _) in toWrite) outcomes[line.Index] = EntryOutcome.New;
                break;
            }
            var written = await WriteAsync(batch.Source, FirstOfEach(toWrite), outcomes);
            left = [.. toWrite.Select(one => one.Line).Where(line => !written.Contains(line.Index))];
        }
        return new(null, [.. outcomes]);
    }

    // What is left, each with its row when one is to be changed.
    private async Task<List<(Line Line, EnteredRow? Row)>> SettleAsync(List<Line> lines, EntryOutcome[] outcomes)
    {
        var rows = await store.FindRowsAsync(petition.Id, [.. lines.Select(line => line.Identity.RowKey).Distinct()], default);
        var lineKeys = lines.Select(line => line.Identity.LineKey).OfType<Guid>().Distinct().ToList();
        var claims = lineKeys.Count == 0 ? null : await store.FindLinesAsync(petition.Id, lineKeys, default);
        var left = new List<(Line, EnteredRow?)>(lines.Count);
        foreach (var line in lines)
        {
            EnteredRow? row = rows.TryGetValue(line.Identity.RowKey, out var found) ? found : null;
            Guid? claimed = line.Identity.LineKey is { } key && claims!.TryGetValue(key, out var operation) ? operation : null;
            if (EntryDecision.Settle(line.Identity, row, claimed) is not { } outcome) left.Add((line, row));
            // An earlier round of this call stored it and did not learn of it.
            else outcomes[line.Index] = line.IsUnsure && row?.Operation == line.Identity.Operation && outcome == EntryOutcome.Repeated
                ? EntryOutcome.New : outcome;
        }
        return left;
    }

    private static List<(Line Line, EnteredRow? Row)> FirstOfEach(List<(Line Line, EnteredRow? Row)> lines)
    {
        var (people, sheets) = (new HashSet<Guid>(), new HashSet<Guid>());
        return [.. lines.Where(one => !people.Contains(one.Line.Identity.RowKey)
            && (one.Line.Identity.LineKey is not { } key || sheets.Add(key)) && people.Add(one.Line.Identity.RowKey))];
    }

    // The indices of lines whose outcome is certain.
    private async Task<HashSet<int>> WriteAsync(
        SignatureSource source, List<(Line Line, EnteredRow? Row)> lines, EntryOutcome[] outcomes)
    {
        var claims = lines.Where(one => one.Line.Identity.LineKey is not null).Select(one => new PaperLine(
            one.Line.Identity.LineKey!.Value, one.Line.Identity.RowKey, one.Line.Identity.Operation)).ToList();
        if (claims.Count > 0) await store.ClaimLinesAsync(petition.Id, claims, default);

        var committed = lines.ConvertAll(one => ledger.CommitAsync(EntryOf(one.Line, one.Row, source)).AsTask());
        var certain = new HashSet<int>();
        var isBusy = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Line;
            switch (await committed[i])
            {
                case LedgerOutcome.Stored or LedgerOutcome.Changed:
                    outcomes[line.Index] = EntryOutcome.New;
                    certain.Add(line.Index);
                    break;
                case LedgerOutcome.Refused or LedgerOutcome.Closed or LedgerOutcome.Unstorable:
                    isBusy = true;
                    break;
                case LedgerOutcome.Unknown:
                    line.IsUnsure = isBusy = true;
                    break;
            }
        }
        if (isBusy) await Task.Delay(PauseWhenBusy, time);
        return certain;
    }

    private LedgerEntry EntryOf(Line line, EnteredRow? row, SignatureSource source)
    {
        var (entered, identity) = (line.Entered, line.Identity);
        var signedAt = entered.SignedAt ?? time.GetUtcNow();
        var person = new PersonalData(
            entered.GivenName, entered.FamilyName, entered.Email ?? "",
            petition.Facts.Asks("place") ? entered.Place : null, petition.Facts.Asks("country") ? entered.Country : null, null, signedAt)
        {
            Evidence = entered.Evidence,
        };
        return new()
        {
            Work = row is null ? LedgerWork.Sign : LedgerWork.Change,
            Change = row is { } pending ? EntryDecision.CountPending(pending) : null,
            Petition = petition.Id,
            RowKey = identity.RowKey,
            Operation = identity.Operation,
            SignedAt = SignerChanges.CutToMinute(signedAt),
            DocumentVersion = consents.DocumentVersion,
            ConsentRecord = consents.Of(entered),
            Source = source,
            Ciphertext = keys.Seal(identity.RowKey, person.ToBytes()),
        };
    }

    private sealed class Line(int index, EntryLine entered, EntryIdentity identity)
    {
        public int Index { get; } = index;

        public EntryLine Entered { get; } = entered;

        public EntryIdentity Identity { get; } = identity;

        /// <summary>Whether an earlier round stored it is unknown.</summary>
        public bool IsUnsure { get; set; }
    }
}
