using System.CommandLine;
using Petitions.Silo.Entry;

namespace Petitions.Silo.Commands;

/// <summary><c>import SLUG FILE.csv</c>: takes signatures over from another platform.</summary>
internal static class ImportCommand
{
    public static Command Define(CommandContext context)
    {
        var mapping = new Option<string>("--mapping")
        {
            HelpName = "MAPPING", Required = true,
            Description = $"which columns the file has: {string.Join(" or ", ColumnMapping.Imports.Select(one => one.Platform))}",
        };
        mapping.AcceptOnlyFromAmong([.. ColumnMapping.Imports.Select(one => one.Platform!)]);
        var petitionId = new Option<string?>("--petition-id")
        {
            HelpName = "ID", Description = "only lines with this petition_id; needed when the file has several petitions",
        };
        var evidence = new Option<string?>("--consent-covers-transfer")
        {
            HelpName = "EVIDENCE",
            Description = "state, as text that is kept, why the consent which people gave there covers the hand-over here; without it"
                + " imported signatures are counted and not handed over",
        };
        var arguments = new EntryArguments();
        var command = new Command(
            "import",
            "Take signatures over from another platform: counted and shown apart, handed over only where their consent covers it.");
        arguments.AddTo(command);
        command.Add(mapping);
        command.Add(petitionId);
        command.Add(evidence);
        command.SetAction(async (given, cancel) =>
        {
            var columns = ColumnMapping.Imports.First(one => one.Platform == given.GetRequiredValue(mapping));
            var exitCode = await arguments.RunAsync(context, given, columns, given.GetValue(petitionId),
                new EntryRequest("import", null, null, columns.Platform, given.GetValue(evidence)), cancel);
            if (given.GetValue(evidence) is null)
            {
                await context.Output.WriteLineAsync(
                    "None of them is handed over: --consent-covers-transfer says why their consent covers it, with the first import.");
            }
            return exitCode;
        });
        return command;
    }
}
