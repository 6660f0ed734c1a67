namespace Petitions.Tests.Support;

/// <summary>Where the programs lie that tests start.</summary>
internal static class ProgramFiles
{
    /// <summary>What <c>tests/run</c> published, because that is what people run; without it the build output beside the tests.</summary>
    public static string Silo { get; } = Published("Silo");

    /// <summary>The front end as a program of its own, from the same place.</summary>
    public static string Frontend { get; } = Published("Frontend");

    /// <summary>The product with a planted fault, from its own output folder beside that of the tests (bin/project/configuration).</summary>
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
