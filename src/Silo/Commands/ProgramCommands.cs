using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using Petitions.Frontend.Hosting;
using Petitions.Grains.Documents;

namespace Petitions.Silo.Commands;

/// <summary>
/// The commands of the program. Without one it serves. A further command is a class with a method <c>Define</c>, and a line in
/// <see cref="All"/>.
/// </summary>
internal static class ProgramCommands
{
    private const string Name = "Petitions.Silo";

    private const string Help = """
        Petition.Orleans. Without a command the program serves petitions until it is stopped; settings are written as
        --Petition:DataPath=/srv/data or as environment variables (src/Silo/Hosting/README.md).

        Exit codes of commands: 0 done, 1 refused or failed, 2 wrong use.
        """;

    // "@" begins the name of a token's file, not of a file with arguments.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    /// <summary>True when arguments name a command or ask for help; else they are settings, with which the program serves.</summary>
    public static bool AreNamed(IReadOnlyList<string> arguments) =>
        arguments is [{ } first, ..]
        && (first is "--help" or "-h" or "-?" or "--version"
            || first.Length > 0 && first[0] is not ('-' or '/') && !first.Contains('=', StringComparison.Ordinal));

    /// <summary>Runs a command, and returns the exit code. Every failure is told in one line on standard error for each thing.</summary>
    public static async Task<int> RunAsync(string[] arguments, CommandContext context)
    {
        if (arguments is ["help", .. var topic]) arguments = [.. topic, "--help"];
        // A signal ends the process as ever: no command leaves anything half done. Failures are told below.
        var invocation = new InvocationConfiguration
        {
            Output = context.Output, Error = context.Errors, ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false,
        };
        try
        {
            var given = Define(context).Parse(arguments, Parser);
            if (given.Errors.Count > 0) throw CommandFailure.WrongUse(DescribeError(given));
            return await given.InvokeAsync(invocation);
        }
        catch (CommandFailure failure)
        {
            return await TellAsync(context, failure.ExitCode, failure.Lines);
        }
        catch (StartupException settings)
        {
            return await TellAsync(context, ExitCodes.Refused, [settings.Message]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return await TellAsync(context, ExitCodes.Refused, [$"A file cannot be used: {e.Message}"]);
        }
    }

    private static ImmutableArray<Command> All(CommandContext context) =>
    [
        Group("petition", "Draft, check and publish petitions, and lead them through their life.",
            DraftCommand.Define(context),
            LintCommand.Define(context),
            PublishCommand.Define(context),
            ReleaseCommand.Define(context),
            OpenCommand.Define(context),
            CloseCommand.Define(context),
            ExtendCommand.Define(context),
            ArchiveCommand.Define(context),
            ShowCommand.Define(context),
            ListCommand.Define(context)),
        Group("handover", "Make, list and check the parcels that the addressee gets.",
            HandoverMakeCommand.Define(context),
            HandoverListCommand.Define(context),
            HandoverVerifyCommand.Define(context)),
        Group("paper", "Print sheets to sign on paper, and enter what was signed.",
            PaperSheetCommand.Define(context),
            PaperEnterCommand.Define(context)),
        ImportCommand.Define(context),
        Group("token", "Give, list and revoke the tokens of those who run petitions.",
            TokenCreateCommand.Define(context),
            TokenListCommand.Define(context),
            TokenRevokeCommand.Define(context)),
    ];

    private static Command Group(string name, string description, params ReadOnlySpan<Command> commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands) group.Add(command);
        return group;
    }

    private static RootCommand Define(CommandContext context)
    {
        var root = new RootCommand(Help) { HelpName = Name };
        foreach (var command in All(context)) root.Add(command);
        return root;
    }

    private static async Task<int> TellAsync(CommandContext context, int exitCode, IReadOnlyList<string> lines)
    {
        foreach (var line in lines) await context.Errors.WriteLineAsync("petition: " + DocumentText.ToPrintable(line));
        return exitCode;
    }

    private static string DescribeError(ParseResult given)
    {
        // A wrong value says itself what to write; such messages begin with the option, or with the value in quotes.
        var wrongValue = given.Errors.FirstOrDefault(error => error.Message.StartsWith("--", StringComparison.Ordinal)
            || error.Message.StartsWith('"'));
        if (wrongValue is not null) return wrongValue.Message;

        var command = given.CommandResult.Command;
        var path = string.Concat(PathOf(given.CommandResult).Select(name => name + " "));
        var hint = $"\"{path}--help\" shows what to write.";
        var subcommands = command.Subcommands.Select(subcommand => subcommand.Name).ToList();
        return given.UnmatchedTokens.FirstOrDefault() switch
        {
            { } token when token.StartsWith('-') => $"there is no option \"{token}\". {hint}",
            { } token when subcommands.Count > 0 => $"there is no command \"{path}{token}\": write {Or(subcommands, path)}. {hint}",
            { } token => $"\"{token}\" is one argument too many. {hint}",
            null when subcommands.Count > 0 => $"\"{path.TrimEnd()}\" needs a command: write {Or(subcommands, path)}. {hint}",
            null => $"{given.Errors[0].Message} {hint}",
        };
    }

    private static string Or(IEnumerable<string> subcommands, string path) =>
        string.Join(" or ", subcommands.Select(name => $"\"{path}{name}\""));

    // The words that name a command, without the program.
    private static IEnumerable<string> PathOf(CommandResult command) =>
        command.Parent is CommandResult parent ? PathOf(parent).Append(command.Command.Name) : [];
}
