using System.Diagnostics;

namespace Petitions.Bench.Comparison.Servers;

/// <summary>How a .NET program is started. What the caller's shell has set reaches it, so that settings can be compared.</summary>
internal static class ProgramStart
{
    /// <param name="program">The .dll.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="temporary">Where the runtime keeps its sockets: a killed program cannot take them along.</param>
    /// <param name="settings">Environment variables; a later one wins.</param>
    public static ProcessStartInfo Of(
        string program, IEnumerable<string> arguments, string temporary, params IEnumerable<KeyValuePair<string, string>>[] settings)
    {
        // The same runtime that runs this.
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments]);
        start.Environment["TMPDIR"] = temporary;
        foreach (var (name, value) in settings.SelectMany(each => each)) start.Environment[name] = value;
        return start;
    }
}
