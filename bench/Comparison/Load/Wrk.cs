using System.Diagnostics;
using System.Globalization;
using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Comparison.Settings;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Comparison.Load;

/// <summary>
/// wrk, the load generator: it is many times faster than a client in C# and leaves the processors to the servers. Its scripts lie beside
/// this program and print a line of figures at the end.
/// </summary>
internal static class Wrk
{
    /// <summary>Open at a time, which the title of the chart says too.</summary>
    public const int Connections = 256;

    public const int Threads = 2;

    private const string FiguresMark = "figures ";

    /// <exception cref="UsageException">It is not installed.</exception>
    public static string Find() => InstalledTool.PathOf("wrk", "apt-get install wrk");

    /// <param name="script">The name of a script.</param>
    /// <param name="address">What it calls.</param>
    /// <param name="seconds">When it ends by itself.</param>
    /// <param name="settings">What the script reads from the environment.</param>
    /// <param name="threads">Each with its share of the connections.</param>
    /// <param name="connections">Open at a time.</param>
    public static ChildProcess Start(
        string script, Uri address, int seconds, IReadOnlyDictionary<string, string> settings,
        int threads = Threads, int connections = Connections)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Load", script);
        var size = FormattableString.Invariant($"-t{threads} -c{connections} -d{seconds}s");
        var start = new ProcessStartInfo(Find(), [.. size.Split(' '), "--timeout", "20s", "--latency", "-s", path, address.ToString()]);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return new ChildProcess(start);
    }

    /// <summary>The numbers that the script printed in the end.</summary>
    /// <exception cref="MeasurementException">It printed none.</exception>
    public static double[] FiguresOf(ChildProcess wrk)
    {
        var line = wrk.RecentOutput.Split('\n').LastOrDefault(line => line.StartsWith(FiguresMark, StringComparison.Ordinal))
            ?? throw new MeasurementException($"wrk printed no figures:\n{wrk.RecentOutput}");
        return [.. line[FiguresMark.Length..].Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))];
    }
}
