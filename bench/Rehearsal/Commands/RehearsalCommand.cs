using System.CommandLine;
using System.Runtime.InteropServices;
using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Rehearsal.Commands;

/// <summary>The command <c>rehearsal</c>. A run that cannot be done ends with one line on standard error and exit code 2.</summary>
internal static class RehearsalCommand
{
    /// <summary>Exit codes: everything was met; something was not; the run shows nothing, or did not start.</summary>
    public const int Passed = 0, Failed = 1, Invalid = 2;

    // "@" begins the name of a token's file, not of a file with arguments.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors)
    {
        // Ctrl-C, SIGTERM and a closed terminal end the run in order: started processes are stopped, temporary files removed.
        using var interrupt = new CancellationTokenSource();
        void OnSignal(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interrupt.Cancel();
        }
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);
        // The signals are handled above, without the library's limit of 2 s; exceptions become messages below.
        var invocation = new InvocationConfiguration
        {
            Output = output, Error = errors, ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false,
        };
        try
        {
            var given = Define(invocation).Parse(arguments, Parser);
            if (given.Errors.Count > 0) throw new UsageException(DescribeError(given));
            return await given.InvokeAsync(invocation, interrupt.Token);
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

    private static RootCommand Define(InvocationConfiguration invocation)
    {
        var root = new RootCommand("Loads the program as a launch does, injects faults, audits what was stored, and writes a report.\n"
            + "Exit code: 0 passed, 1 failed, 2 invalid or not started.") { HelpName = "rehearsal" };
        Task<int> HelpAsync(params IEnumerable<string> command) => root.Parse([.. command, "--help"], Parser).InvokeAsync(invocation);
        root.SetAction(_ => HelpAsync());

        var topic = new Argument<string[]>("command") { Description = "run or clean" };
        var help = new Command("help", "Show this text, or the options of a command: help run.") { topic };
        help.SetAction(given => HelpAsync(given.GetValue(topic) ?? []));
        root.Add(RunCommand.Define(invocation.Output));
        root.Add(CleanCommand.Define(invocation.Output));
        root.Add(help);
        return root;
    }

    private static string DescribeError(ParseResult given)
    {
        // A wrong value says itself what to write; such messages begin with the option.
        var wrongValue = given.Errors.FirstOrDefault(error => error.Message.StartsWith("--", StringComparison.Ordinal));
        if (wrongValue is not null) return wrongValue.Message;
        var isRoot = given.CommandResult.Command is RootCommand;
        var hint = $"\"rehearsal {(isRoot ? "" : given.CommandResult.Command.Name + " ")}--help\" shows what to write.";
        return given.UnmatchedTokens.FirstOrDefault() switch
        {
            null => $"{given.Errors[0].Message} {hint}",
            { } token when token.StartsWith('-') => $"there is no option \"{token}\". {hint}",
            { } token when isRoot => $"there is no command \"{token}\": write run or clean. {hint}",
            { } token => $"\"{token}\" belongs to no option. {hint}",
        };
    }
}
