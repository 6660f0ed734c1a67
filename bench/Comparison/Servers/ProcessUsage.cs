using System.Globalization;

namespace Petitions.Bench.Comparison.Servers;

/// <summary>What processes have used, as /proc tells it.</summary>
internal static class ProcessUsage
{
    // USER_HZ: the unit of these times is 10 ms on every Linux that .NET runs on.
    private const long MicrosecondsPerTick = 10_000;

    // Places in /proc/N/stat after the name, which is in parentheses: user and system time, and the same of children that have ended.
    private const int UserTime = 11, SystemTime = 12, ChildrenUserTime = 13, ChildrenSystemTime = 14;

    /// <summary>User and system time of these processes so far, without their children.</summary>
    public static long CpuMicroseconds(IEnumerable<int> processes) =>
        processes.Sum(process => TicksOf(process, UserTime, SystemTime)) * MicrosecondsPerTick;

    /// <summary>User and system time of a process, of the processes that it has started, and of those of them that have ended.</summary>
    public static long CpuMicrosecondsWithChildren(int process)
    {
        var children = File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture));
        var ended = TicksOf(process, ChildrenUserTime, ChildrenSystemTime) * MicrosecondsPerTick;
        return ended + CpuMicroseconds([process, .. children]);
    }

    /// <summary>The most that was resident since the start, or since <see cref="ForgetPeakMemory"/>; the sum of all processes.</summary>
    public static long PeakMemoryMb(IEnumerable<int> processes) => processes.Sum(PeakMemoryKb) / 1024;

    public static void ForgetPeakMemory(IEnumerable<int> processes)
    {
        foreach (var process in processes)
        {
            try
            {
                File.WriteAllText($"/proc/{process}/clear_refs", "5");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A system that does not let us: the peak is that of the whole life.
            }
        }
    }

    private static long TicksOf(int process, params ReadOnlySpan<int> places)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var values = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var sum = 0L;
            foreach (var place in places) sum += long.Parse(values[place], CultureInfo.InvariantCulture);
            return sum;
        }
        catch (IOException)
        {
            // It has ended in between.
            return 0;
        }
    }

    private static long PeakMemoryKb(int process)
    {
        // VmHWM:    123456 kB
        var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }
}
