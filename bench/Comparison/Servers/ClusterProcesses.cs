using System.Globalization;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Comparison.Servers;

/// <summary>Two silos on one database, and a front end of its own, which is what answers.</summary>
internal static class ClusterProcesses
{
    private const int Silos = 2;

    private const string KeyFile = "pepper.key";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <param name="plan">What to start.</param>
    /// <param name="address">Where the front end answers.</param>
    /// <param name="data">Folder of the cluster.</param>
    /// <param name="connectionString">Of the PostgreSQL database of the silos.</param>
    /// <param name="temporary">Folder of temporary files.</param>
    public static Launch Of(
        ServerPlan plan, Uri address, string data, string connectionString, string temporary) => async (settings, started, cancel) =>
    {
        var keys = Path.Combine(data, "keys");
        var gateways = Enumerable.Range(0, Silos).Select(_ => FreePort.Next()).ToList();
        for (var i = 0; i < Silos; i++)
        {
            Dictionary<string, string> ofSilo = new()
            {
                ["Petition__Admin__Urls"] = $"http://127.0.0.1:{FreePort.Next()}",
                ["Petition__Cluster__Provider"] = "postgres",
                ["Petition__Cluster__SiloPort"] = Text(FreePort.Next()),
                ["Petition__Cluster__GatewayPort"] = Text(gateways[i]),
                ["Petition__DataPath"] = Path.Combine(data, $"silo{i + 1}"),
                ["Petition__Documents"] = plan.Petitions.Path,
                ["Petition__Http__Enabled"] = "false",
                ["Petition__Keys__Path"] = keys,
                ["Petition__Storage__Provider"] = "postgres",
                ["ConnectionStrings__Petitions"] = connectionString,
            };
            var silo = new ChildProcess(ProgramStart.Of(plan.Program, [], temporary, ofSilo, settings));
            started(silo);
            // The first one makes the keys.
            await WaitForKeyAsync(Path.Combine(keys, KeyFile), silo, cancel);
        }

        // A front end gets a copy of the one key that it needs.
        var frontEndKeys = Directory.CreateDirectory(Path.Combine(data, "front-end-keys")).FullName;
        File.Copy(Path.Combine(keys, KeyFile), Path.Combine(frontEndKeys, KeyFile), overwrite: true);
        Dictionary<string, string> ofFrontEnd = new()
        {
            ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority),
            ["Petition__Keys__Path"] = frontEndKeys,
            ["Petition__Http__DrainFor"] = "00:00:00",
            ["Petition__Cluster__Gateways"] = string.Concat(gateways.Select(port => $"127.0.0.1:{Text(port)};")),
        };
        started(new ChildProcess(ProgramStart.Of(BuiltPrograms.Frontend, [], temporary, ofFrontEnd, settings)));
    };

    private static async Task WaitForKeyAsync(string file, ChildProcess silo, CancellationToken cancel)
    {
        while (new FileInfo(file) is not { Exists: true, Length: > 0 })
        {
            if (silo.HasExited) throw new MeasurementException($"a silo of the cluster does not start:\n{silo.RecentOutput}");
            await Task.Delay(LookEvery, cancel);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
