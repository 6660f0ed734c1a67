using System.Diagnostics;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;

namespace Petitions.Tests.Bench;

/// <summary>The command <c>rehearsal</c> as people call it: a process of its own, its exit code, what it said, and what it left.</summary>
internal sealed record RehearsalRun(int ExitCode, string Output, string Errors, string Folder)
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(120);

    /// <summary>The report for programs.</summary>
    public JsonObject Report => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "report.json")))!.AsObject();

    public string Page => File.ReadAllText(Path.Combine(Folder, "report.html"));

    /// <summary>Everything for the message of a failed test.</summary>
    public string Transcript => $"exit code {ExitCode}\n{Output}\n{Errors}";

    /// <summary>Runs it with a report folder within <paramref name="scratch"/>, which it makes itself when it writes one.</summary>
    public static async Task<RehearsalRun> OfAsync(ScratchFolder scratch, string? fault, params string[] arguments)
    {
        var folder = scratch.At("report");
        // From its own output folder beside that of the tests (bin/project/configuration), where the program that it starts lies beside it.
        var tests = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var command = Path.Combine(tests.Parent!.Parent!.FullName, "Rehearsal", tests.Name, "Petitions.Bench.Rehearsal.dll");
        string[] report = arguments is ["run", ..] && !arguments.Contains("--out") ? ["--out", folder] : [];
        var start = new ProcessStartInfo("dotnet", [command, .. arguments, .. report])
        {
            WorkingDirectory = scratch.Path, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // Whatever it leaves behind in the system's temporary folder is seen here.
        start.Environment["TMPDIR"] = Directory.CreateDirectory(scratch.At("tmp")).FullName;
        if (fault is not null) start.Environment["PETITION_TEST_FAULT"] = fault;

        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(EndsWithin);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return new(process.ExitCode, await output, await errors, folder);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
