namespace Petitions.Bench.Rehearsal.Target;

/// <summary>A program of this solution, built beside the one that runs: bin/project/configuration.</summary>
internal static class BuiltProgram
{
    public static string PathOf(string project, string file)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, file);
    }
}
