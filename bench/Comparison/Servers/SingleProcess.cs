using System.Globalization;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Comparison.Servers;

/// <summary>A server of one process, with ports and data of its own that stay the same when it is started again.</summary>
internal static class SingleProcess
{
    /// <param name="plan">What to start.</param>
    /// <param name="address">Where it answers.</param>
    /// <param name="data">Its folder.</param>
    /// <param name="connectionString">Of the PostgreSQL database with its name; only a server on PostgreSQL uses it.</param>
    /// <param name="temporary">Folder of temporary files.</param>
    public static Launch Of(ServerPlan plan, Uri address, string data, string connectionString, string temporary)
    {
        Dictionary<string, string> usual = new()
        {
            ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority),
            ["Petition__Admin__Urls"] = $"http://127.0.0.1:{FreePort.Next()}",
            ["Petition__Cluster__SiloPort"] = Port(),
            ["Petition__Cluster__GatewayPort"] = Port(),
            ["Petition__DataPath"] = data,
            ["Petition__Documents"] = plan.Petitions.Path,
            ["Petition__Http__DrainFor"] = "00:00:00",
            ["Petition__Storage__Provider"] = ServerPlan.DatabaseName(plan.Store),
            ["ConnectionStrings__Petitions"] = connectionString,
        };
        return (settings, started, _) =>
        {
            started(new ChildProcess(ProgramStart.Of(plan.Program, plan.Arguments, temporary, usual, settings)));
            return Task.CompletedTask;
        };
    }

    private static string Port() => FreePort.Next().ToString(CultureInfo.InvariantCulture);
}
