using Petitions.Bench.Rehearsal.Handover;
using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>
/// Compares the parcel of a hand-over in the middle of the load with what the clients saw. Those in flight at its cut-off may be in it or
/// not; of everybody else it is known.
/// </summary>
internal sealed class HandoverAudit(HandoverRun run, HandoverApi api, Journal journal)
{
    // The hand-over is of the first petition.
    private const int Petition = 0;

    /// <summary>Lines of the parcel; 0 without one.</summary>
    public int Signatures { get; private set; }

    /// <param name="countedUpToCutOff">What the database says; null where it cannot be read.</param>
    /// <param name="cancel">Ends the audit.</param>
    /// <exception cref="HttpRequestException">The parcel cannot be downloaded.</exception>
    public async Task<IReadOnlyList<AuditCheck>> RunAsync(Func<Task<long>>? countedUpToCutOff, CancellationToken cancel)
    {
        const string made = "A hand-over is made while people sign";
        if (run.CompletedMicroseconds is not { } completed) return [new(made, false, run.Failure ?? "there is no parcel")];
        var folder = Directory.CreateTempSubdirectory("rehearsal-parcel-");
        try
        {
            foreach (var file in run.Files) await api.DownloadAsync(run.Number, file, folder.FullName, cancel);
            var parcel = DownloadedParcel.Read(folder.FullName);
            Signatures = parcel.Signers.Count;
            var seconds = FormattableString.Invariant($"{(completed - run.AskedMicroseconds!.Value) / 1e6:0.0} s");
            var checks = new List<AuditCheck>
            {
                new(made, true, $"{Signatures:N0} signatures, complete after {seconds}"),
                new("Its files have their hashes, and its lines lead to the fingerprint", parcel.Problems.Count == 0,
                    parcel.Problems.Count == 0 ? "hashes and fingerprint computed anew" : string.Join("; ", parcel.Problems)),
            };
            checks.AddRange(Compare(parcel.Signers));
            if (countedUpToCutOff is not null)
            {
                var counted = await countedUpToCutOff();
                checks.Add(new("Its lines are the counted rows up to its cut-off", counted == Signatures,
                    $"{Signatures:N0} lines, {counted:N0} rows"));
            }
            return checks;
        }
        finally
        {
            TemporaryFolder.Remove(folder);
        }
    }

    private IEnumerable<AuditCheck> Compare(IReadOnlyList<int> lines)
    {
        var inParcel = lines.ToHashSet();
        var (before, firstSent) = (new HashSet<int>(), new Dictionary<int, long>());
        for (var i = 0; i < journal.Count; i++)
        {
            ref var operation = ref journal[i];
            if (operation.Petition != Petition) continue;
            if (operation.Row != Guid.Empty && operation.AcknowledgedMicroseconds < run.AskedMicroseconds) before.Add(operation.Signer);
            firstSent.TryAdd(operation.Signer, operation.SentMicroseconds);
        }
        var missing = before.Count(signer => !inParcel.Contains(signer));
        var later = inParcel.Count(signer => firstSent.GetValueOrDefault(signer) > run.CutOffMicroseconds);
        var strangers = lines.Count(signer => !firstSent.ContainsKey(signer));
        yield return new("Whoever was acknowledged before it is in the parcel", missing == 0,
            $"{before.Count:N0} acknowledged, {missing:N0} missing");
        yield return new("Whoever signed after its cut-off is not in the parcel", later == 0, $"{later:N0} of them are");
        yield return new("Nobody is in the parcel twice, and only signers of this run are", lines.Count == inParcel.Count && strangers == 0,
            $"{lines.Count - inParcel.Count:N0} twice, {strangers:N0} of unknown origin");
    }
}
