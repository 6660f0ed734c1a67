using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary>Writes the two reports. Each is written under another name and then moved, so that it is complete or not there.</summary>
internal static class ReportFolder
{
    public const string Page = "report.html", Data = "report.json";

    /// <summary>Checks before the run that the report can be written after it. Leaves nothing behind.</summary>
    /// <exception cref="UsageException">The folder cannot be made or written.</exception>
    public static void Check(string folder)
    {
        try
        {
            var there = new DirectoryInfo(Path.GetFullPath(folder));
            while (!there.Exists && there.Parent is { } above)
            {
                if (File.Exists(there.FullName)) throw new IOException($"{there.FullName} is a file.");
                there = above;
            }
            using var file = File.Create(Path.Combine(there.FullName, $".rehearsal-{Environment.ProcessId}"), 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the report could not be written to {folder}: {e.Message} Choose another folder with --out.");
        }
    }

    /// <exception cref="UsageException">The folder cannot be written.</exception>
    public static async Task WriteAsync(string folder, RehearsalResult result)
    {
        try
        {
            Directory.CreateDirectory(folder);
            await WriteAsync(Path.Combine(folder, Data), ReportJson.Of(result));
            await WriteAsync(Path.Combine(folder, Page), ReportPage.Of(result));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the report cannot be written to {folder}: {e.Message}");
        }
    }

    private static async Task WriteAsync(string file, string text)
    {
        var unfinished = file + ".new";
        await File.WriteAllTextAsync(unfinished, text);
        File.Move(unfinished, file, overwrite: true);
    }
}
