using System.Data.Common;
using System.Net.Sockets;
using Petitions.Bench.Rehearsal.Auditing;
using Petitions.Bench.Rehearsal.Execution;
using Petitions.Bench.Rehearsal.Handover;
using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Commands;

/// <summary>The audit of the hand-over, after that of the signatures.</summary>
/// <param name="Checks">Part of the audit: each that fails fails the run.</param>
/// <param name="Signatures">Lines of the parcel.</param>
internal sealed record HandoverChecks(IReadOnlyList<AuditCheck> Checks, int Signatures)
{
    public static async Task<HandoverChecks> RunAsync(RehearsalTarget target, HandoverRun run, Journal journal)
    {
        // Without one the load was not the planned one, which the verdict says.
        if (!run.WasAsked) return new([], 0);
        using var api = new HandoverApi(target.Ports, target.Slugs[0]);
        var audit = new HandoverAudit(run, api, journal);
        try
        {
            Func<Task<long>>? counted = target.Database is not { } database ? null
                : () => database.CountUpToCutOffAsync(target.Slugs[0], run.Number, CancellationToken.None);
            return new(await audit.RunAsync(counted, CancellationToken.None), audit.Signatures);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or DbException or SocketException or TimeoutException)
        {
            return new([new("The parcel can be audited", false, e.Message)], 0);
        }
    }
}
