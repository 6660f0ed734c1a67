using System.Diagnostics;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Commands;

/// <summary>One run of the program with a command, as a process of its own.</summary>
/// <param name="ExitCode">What it ended with.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(30);

    // Settings of the developer's shell that must not reach the program.
    private static readonly string[] ForeignPrefixes = ["ASPNETCORE_", "Petition__", "ConnectionStrings__", "DOTNET_ENVIRONMENT"];

    /// <summary>Runs it in a folder, with these settings.</summary>
    public static Task<CommandRun> OfAsync(
        string folder, IReadOnlyDictionary<string, string> settings, params IReadOnlyList<string> arguments) =>
        OfAsync(EndsWithin, folder, settings, arguments);

    /// <summary>The same with a time of its own.</summary>
    public static async Task<CommandRun> OfAsync(
        TimeSpan endsWithin, string folder, IReadOnlyDictionary<string, string> settings, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [ProgramFiles.Silo, .. arguments])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => ForeignPrefixes.Any(name.StartsWith)).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in settings) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var deadline = new CancellationTokenSource(endsWithin);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
        return new(process.ExitCode, await output, await errors);
    }

    /// <summary>The same without settings.</summary>
    public static Task<CommandRun> OfAsync(string folder, params IReadOnlyList<string> arguments) =>
        OfAsync(folder, new Dictionary<string, string>(), arguments);

    /// <summary>Asserts that it was done, and returns its output.</summary>
    public string Done()
    {
        Assert.Equal((0, ""), (ExitCode, Errors));
        return Output;
    }

    /// <summary>Asserts that it failed with this exit code and one line, which it returns.</summary>
    public string FailedWith(int exitCode)
    {
        Assert.Equal((exitCode, ""), (ExitCode, Output));
        Assert.StartsWith("petition: ", Errors, StringComparison.Ordinal);
        return Assert.Single(Errors.TrimEnd('\n').Split('\n'));
    }
}
