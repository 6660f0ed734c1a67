using Xunit;

namespace Petitions.Tests.Support;

/// <summary>The difference between <c>tests/run</c> and <c>tests/run --long</c>, and the reporting of measurements.</summary>
internal static class LongRun
{
    /// <summary>True under <c>tests/run --long</c>.</summary>
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("PETITION_TEST_LONG") == "1";

    /// <summary>Skips a test that takes long and is a variant of one that is always tried.</summary>
    public static void SkipUnlessOn()
    {
        if (!IsOn) Assert.Skip("Tried with --long.");
    }

    /// <summary>Writes measurements to the test output and to the file that <c>tests/run</c> prints at the end.</summary>
    public static void Report(string figures)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(figures);
        if (Environment.GetEnvironmentVariable("PETITION_TEST_FIGURES") is { Length: > 0 } file) File.AppendAllText(file, figures + "\n");
    }
}
