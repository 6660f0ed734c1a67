using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Comparison.Settings;

/// <summary>A program that has to be installed.</summary>
internal static class InstalledTool
{
    /// <param name="name">Of the program.</param>
    /// <param name="install">How it is installed, for the message.</param>
    /// <exception cref="UsageException">It is not there.</exception>
    public static string PathOf(string name, string install) =>
        // Debian installs some where only root looks for programs.
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin".Split(':')
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new UsageException($"{name} is missing: {install}");
}
