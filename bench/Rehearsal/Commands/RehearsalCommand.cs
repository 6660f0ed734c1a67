using System.Runtime.InteropServices;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Execution;

namespace Petitions.Bench.Rehearsal.Commands;

/// <summary>The command <c>rehearsal</c>: chooses what to do, and turns whatever cannot be done into one line and exit code 2.</summary>
internal static class RehearsalCommand
{
    /// <summary>Exit codes: everything was met; something was not; the run says nothing, or was never begun.</summary>
    public const int Passed = 0, Failed = 1, Invalid = 2;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors)
    {
        // Ctrl-C, a kill and a terminal that closes end the run as its schedule would: what was started is stopped, what was made is removed.
        using var interrupt = new CancellationTokenSource();
        void OnSignal(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interrupt.Cancel();
        }
        using var pressed = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var closed = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);
        try
        {
            return arguments switch
            {
                [] or ["help" or "--help" or "-h", ..] => Say(output, Usage.Text),
                ["run" or "clean", .. var rest] when rest.Contains("--help") || rest.Contains("-h") => Say(output, Usage.Text),
                ["run", .. var rest] => await new RunCommand(RunOptions.Read(CommandLine.Parse(rest, Usage.Run)), output).RunAsync(interrupt.Token),
                ["clean", .. var rest] => await CleanCommand.RunAsync(CommandLine.Parse(rest, Usage.Clean), output, interrupt.Token),
                [var unknown, ..] => throw new UsageException($"there is no command \"{unknown}\": say run or clean."),
            };
        }
        catch (UsageException wrong)
        {
            await errors.WriteLineAsync($"rehearsal: {wrong.Message}");
            return Invalid;
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            await errors.WriteLineAsync("rehearsal: interrupted before the audit; there is no verdict and no report.");
            return Invalid;
        }
    }

    private static int Say(TextWriter output, string text)
    {
        output.WriteLine(text);
        return Passed;
    }
}
