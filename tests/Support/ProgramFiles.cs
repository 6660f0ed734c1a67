namespace Petitions.Tests.Support;

/// <summary>Where the programs lie that tests start.</summary>
internal static class ProgramFiles
{
    /// <summary>What <c>tests/run</c> published, because that is what people run; without it the build output beside the tests.</summary>
    public static string Silo { get; } = Environment.GetEnvironmentVariable("PETITION_TEST_PUBLISHED") is { Length: > 0 } published
        ? Path.Combine(published, "Silo", "Petitions.Silo.dll")
        : Path.Combine(AppContext.BaseDirectory, "Petitions.Silo.dll");

    /// <summary>The product with a planted fault, from its own output folder beside that of the tests (bin/project/configuration).</summary>
    public static string FaultyProduct
    {
        get
        {
            var tests = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(tests.Parent!.Parent!.FullName, "FaultyProduct", tests.Name, "Petitions.FaultyProduct.dll");
        }
    }
}
