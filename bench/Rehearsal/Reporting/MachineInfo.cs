using System.Runtime.InteropServices;

namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary>What the figures were taken on, in one line each; no names of hosts or people.</summary>
internal sealed record MachineInfo(int Processors, string Processor, string System, string Runtime, int MemoryMb)
{
    public static MachineInfo Describe() => new(
        Environment.ProcessorCount, ProcessorName(), RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription,
        (int)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024 / 1024));

    private static string ProcessorName()
    {
        const string file = "/proc/cpuinfo";
        var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
