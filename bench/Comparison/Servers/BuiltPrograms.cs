using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Comparison.Servers;

/// <summary>The programs that are measured.</summary>
internal static class BuiltPrograms
{
    public static string Silo => Find("Silo", "Petitions.Silo.dll");

    public static string Frontend => Find("Frontend", "Petitions.Frontend.dll");

    public static string Peers => Find("Peers", "Petitions.Bench.Peers.dll");

    private static string Find(string project, string file)
    {
        var program = BuiltProgram.PathOf(project, file);
        return File.Exists(program) ? program : throw new UsageException($"there is no program {program}: leave --no-build out.");
    }
}
