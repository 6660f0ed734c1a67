using System.CommandLine;
using Petitions.Grains.Documents;

namespace Petitions.Silo.Commands;

/// <summary><c>petition list</c>: every petition of a running program, also rehearsals and those that are not listed.</summary>
internal static class ListCommand
{
    public static Command Define(CommandContext context)
    {
        var admin = new AdminOptions();
        var command = new Command("list", "List every petition with its state, also rehearsals and those that are not on public pages.");
        admin.AddTo(command);
        command.SetAction(async (given, cancel) =>
        {
            using var client = admin.Connect(given, context.Settings);
            var list = await client.GetAsync<PetitionList>("petitions", cancel);
            await WriteAsync(context.Output, list);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task WriteAsync(TextWriter output, PetitionList list)
    {
        if (list.Petitions.IsEmpty)
        {
            await output.WriteLineAsync("There are no petitions.");
            return;
        }
        var width = list.Petitions.Max(petition => petition.Slug.Length);
        foreach (var petition in list.Petitions)
        {
            var kind = petition.Rehearsal ? " (rehearsal)" : petition.Listed || petition.State == "draft" ? "" : " (not listed)";
            await output.WriteLineAsync($"{petition.Slug.PadRight(width)}  {petition.State,-11}  version {petition.Version,-3}"
                + $"  {DocumentText.ToPrintable(petition.Title)}{kind}");
        }
    }
}
