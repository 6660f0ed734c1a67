using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>Starts a program that cannot start and checks what the operator sees.</summary>
internal static class FailedStart
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The program ends by itself within 10 s, with exit code 1 and one line on standard error that contains <paramref name="says"/>: what
    /// is wrong, or which setting mends it. No stack trace, which operators cannot read and which buries the line.
    /// </summary>
    public static async Task EndsSayingAsync(PetitionSettings settings, params string[] says)
    {
        await using var process = PetitionProcess.Start(settings);
        Assert.True(await process.WaitExitAsync(EndsWithin), $"The process did not end:\n{process.Transcript}");

        Assert.True(process.ExitCode == 1, $"The exit code is {process.ExitCode}:\n{process.Transcript}");
        var lines = process.ErrorLines.Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
        Assert.True(lines.Count == 1, $"Standard error does not have exactly one line:\n{process.Transcript}");
        Assert.True(says.All(words => lines[0].Contains(words, StringComparison.Ordinal)),
            $"The line does not say \"{string.Join("\" and \"", says)}\":\n{lines[0]}");
        Assert.False(process.OutputLines.Any(line => line.StartsWith("   at ", StringComparison.Ordinal)),
            $"A stack trace:\n{process.Transcript}");
    }

    /// <summary>Starts and stops a program once, so that database and keys exist.</summary>
    public static async Task RunOnceAsync(PetitionSettings settings)
    {
        await using var process = await PetitionProcess.StartReadyAsync(settings);
        await process.StopAsync();
    }
}
