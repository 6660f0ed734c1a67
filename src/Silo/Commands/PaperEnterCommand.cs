using System.CommandLine;
using Petitions.Silo.Entry;

namespace Petitions.Silo.Commands;

/// <summary><c>paper enter SLUG FILE.csv</c>: enters what was signed on paper.</summary>
internal static class PaperEnterCommand
{
    public static Command Define(CommandContext context)
    {
        var version = new Option<int?>("--version-on-paper")
        {
            HelpName = "NUMBER", Description = "version of the document that is printed on the sheets; by default the current one",
        };
        var lang = new Option<string?>("--lang")
        {
            HelpName = "LANG", Description = "language of the sheets; by default that of the petition's first file",
        };
        var arguments = new EntryArguments();
        var command = new Command(
            "enter", $"Enter what was signed on paper. The first line of the file names the columns: {ColumnMapping.Paper.Description}.");
        arguments.AddTo(command);
        command.Add(version);
        command.Add(lang);
        command.SetAction((given, cancel) => arguments.RunAsync(
            context, given, ColumnMapping.Paper, petitionId: null,
            new EntryRequest("paper", given.GetValue(version), given.GetValue(lang), null, null), cancel));
        return command;
    }
}
