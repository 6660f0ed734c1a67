using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;

namespace Petitions.Tests.Bench;

/// <summary>A run of the command <c>rehearsal</c> as a process: exit code, output and report.</summary>
internal sealed record RehearsalRun(int ExitCode, string Output, string Errors, string Folder)
{
    /// <summary>Signals that end a program: Ctrl-C, kill, and a closed terminal.</summary>
    public const int Interrupt = 2, Terminate = 15, HangUp = 1;

    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(120);

    /// <summary>report.json.</summary>
    public JsonObject Report => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "report.json")))!.AsObject();

    /// <summary>report.html.</summary>
    public string Page => File.ReadAllText(Path.Combine(Folder, "report.html"));

    /// <summary>All output, for the message of a failed test.</summary>
    public string Transcript => $"exit code {ExitCode}\n{Output}\n{Errors}";

    /// <summary>Runs it with a report folder within <paramref name="scratch"/> and, unless null, a fault planted in the program.</summary>
    public static Task<RehearsalRun> OfAsync(ScratchFolder scratch, string? fault, params string[] arguments) =>
        RunAsync(scratch, fault, null, arguments);

    /// <summary>The same, with a signal after the first second of the load.</summary>
    public static Task<RehearsalRun> StoppedAsync(ScratchFolder scratch, int signal, params string[] arguments) =>
        RunAsync(scratch, null, signal, arguments);

    private static async Task<RehearsalRun> RunAsync(ScratchFolder scratch, string? fault, int? signal, string[] arguments)
    {
        var folder = scratch.At("report");
        // Its own output folder (bin/project/configuration), because the program that it starts is beside that one.
        var tests = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var command = Path.Combine(tests.Parent!.Parent!.FullName, "Rehearsal", tests.Name, "Petitions.Bench.Rehearsal.dll");
        string[] report = arguments is ["run", ..] && !arguments.Contains("--out") ? ["--out", folder] : [];
        var start = new ProcessStartInfo("dotnet", [command, .. arguments, .. report])
        {
            WorkingDirectory = scratch.Path, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // So that a test sees what it leaves in the temporary folder.
        start.Environment["TMPDIR"] = Directory.CreateDirectory(scratch.At("tmp")).FullName;
        // Other ports than those of tests that run at the same time: a port that is reserved and not listened on yet looks free.
        (start.Environment["FIRST_PORT"], start.Environment["PORTS"]) = ("24000", "6000");
        if (fault is not null) start.Environment["PETITION_TEST_FAULT"] = fault;

        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(EndsWithin);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            var output = new StringBuilder();
            while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
            {
                output.AppendLine(line);
                if (signal is null || !line.Contains("s offered", StringComparison.Ordinal)) continue;
                _ = Kill(process.Id, signal.Value);
                signal = null;
            }
            await process.WaitForExitAsync(deadline.Token);
            return new(process.ExitCode, output.ToString(), await errors, folder);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
