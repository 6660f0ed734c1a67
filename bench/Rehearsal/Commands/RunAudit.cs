using System.Data.Common;
using System.Diagnostics;
using System.Net.Sockets;
using Petitions.Bench.Rehearsal.Auditing;
using Petitions.Bench.Rehearsal.Execution;
using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Measuring;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Commands;

/// <summary>The audit after a load: of the database where the rehearsal started the program, else through the admin API.</summary>
internal sealed class RunAudit(
    RehearsalTarget target, Journal journal, LoadClient client, ConnectionPool connections, CountMonitor counts, LoadMeter meter,
    IReadOnlyList<long> baseline)
{
    public async Task<AuditResult> RunAsync()
    {
        using var end = new CancellationTokenSource();
        var closing = connections.CloseTimedOutAsync(end.Token);
        using var http = new HttpClient(DirectHttpHandler.New()) { BaseAddress = target.Address };
        Task<long> CountOf(int petition, CancellationToken cancel) => PublicCount.ReadAsync(http, target.Slugs[petition], cancel);
        try
        {
            // Not interrupted: an audit that has begun shows what the load did.
            return await AuditAsync(new OperationResender(client, journal), CountOf);
        }
        catch (Exception e) when (e is HttpRequestException or DbException or IOException or SocketException
            or TimeoutException or OperationCanceledException)
        {
            return AuditResult.Unavailable(e.Message);
        }
        finally
        {
            await end.CancelAsync();
            await closing;
        }
    }

    private Task<AuditResult> AuditAsync(OperationResender resender, Func<int, CancellationToken, Task<long>> countOf)
    {
        if (target.Database is not { } database)
        {
            return new AdminApiAudit(target.Admin!, target.Petitions, journal, resender, counts, baseline, countOf)
                .RunAsync(CancellationToken.None);
        }
        var audit = new DatabaseAudit(database, journal, resender, counts, target.Slugs, countOf)
        {
            ReadAtMicroseconds = meter.MicrosecondsAt(Stopwatch.GetTimestamp()),
        };
        return audit.RunAsync(CancellationToken.None);
    }
}
