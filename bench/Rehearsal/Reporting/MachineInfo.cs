using System.Runtime.InteropServices;

namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary>The machine of a run, without host and user names.</summary>
internal sealed record MachineInfo(int Processors, string Processor, string System, string Runtime, int MemoryMb)
{
    public static MachineInfo Describe() => new(
        Environment.ProcessorCount, ProcessorName(), RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription,
        (int)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024 / 1024));

    private static string ProcessorName()
    {
        const string file = "/proc/cpuinfo";
        if (!File.Exists(file)) return RuntimeInformation.ProcessArchitecture.ToString();
        var line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
