namespace Petitions.Tests.Support;

/// <summary>Paths of the programs that tests start.</summary>
internal static class ProgramFiles
{
    /// <summary>The silo, as published by <c>tests/run</c>; otherwise the build output.</summary>
    public static string Silo { get; } = Published("Silo");

    /// <summary>The stand-alone front end, from the same place.</summary>
    public static string Frontend { get; } = Published("Frontend");

    /// <summary>The product with planted faults, from its own build output (bin/project/configuration).</summary>
    public static string FaultyProduct
    {
        get
        {
            var tests = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(tests.Parent!.Parent!.FullName, "FaultyProduct", tests.Name, "Petitions.FaultyProduct.dll");
        }
    }

    private static string Published(string project)
    {
        if (Environment.GetEnvironmentVariable("PETITION_TEST_PUBLISHED") is { Length: > 0 } published)
            return Path.Combine(published, project, $"Petitions.{project}.dll");
        var tests = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(tests.Parent!.Parent!.FullName, project, tests.Name, $"Petitions.{project}.dll");
    }
}
