using Xunit;

namespace Petitions.Tests.Support;

/// <summary>What differs between <c>tests/run</c> and <c>tests/run --long</c>, and what a run tells beside passed or failed.</summary>
internal static class LongRun
{
    /// <summary>True under <c>tests/run --long</c>.</summary>
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("PETITION_TEST_LONG") == "1";

    /// <summary>Puts figures into the test's output and, where <c>tests/run</c> asks for them, into the file that it prints at the end.</summary>
    public static void Report(string figures)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(figures);
        if (Environment.GetEnvironmentVariable("PETITION_TEST_FIGURES") is { Length: > 0 } file) File.AppendAllText(file, figures + "\n");
    }
}
