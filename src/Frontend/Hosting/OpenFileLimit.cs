using System.Globalization;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// How many files, and so connections, the operating system lets this process open (<c>RLIMIT_NOFILE</c>). A process that reaches it does
/// not get errors but ends, with "Out of memory.": the runtime cannot map memory without a file.
/// </summary>
internal static class OpenFileLimit
{
    private const string LimitsFile = "/proc/self/limits", Name = "Max open files";

    /// <summary>
    /// The soft limit of this process, which the runtime has raised to the hard one; null where there is none or it cannot be read (no
    /// Linux).
    /// </summary>
    public static int? Read()
    {
        try
        {
            return File.Exists(LimitsFile) ? Parse(File.ReadLines(LimitsFile)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The soft limit in the text of proc_pid_limits(5); null for "unlimited".</summary>
    public static int? Parse(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            if (!line.StartsWith(Name, StringComparison.Ordinal)) continue;
            var soft = line[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
            if (long.TryParse(soft, CultureInfo.InvariantCulture, out var files)) return (int)Math.Min(files, int.MaxValue);
        }
        return null;
    }
}
