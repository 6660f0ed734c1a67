using System.CommandLine;

namespace Petitions.Silo.Commands;

/// <summary><c>handover list SLUG</c>: every hand-over of a petition.</summary>
internal static class HandoverListCommand
{
    public static Command Define(CommandContext context)
    {
        var slug = SlugArgument.Define();
        var admin = new AdminOptions();
        var command = new Command("list", "List the hand-overs of a petition: when, by whom, how many signatures, fingerprint.") { slug };
        admin.AddTo(command);
        command.SetAction(async (given, cancel) =>
        {
            using var client = admin.Connect(given, context.Settings);
            var list = await client.GetAsync<HandoverList>($"petitions/{given.GetValue(slug)}/handovers", cancel);
            if (list.Handovers.IsEmpty) await context.Output.WriteLineAsync("There are no hand-overs.");
            foreach (var one in list.Handovers)
            {
                await context.Output.WriteLineAsync(
                    FormattableString.Invariant($"{one.Number}  {one.CutOffAt:yyyy-MM-dd HH:mm} UTC  by {one.By}  {one.State}  ")
                    + (one.Refusal ?? $"{HandoverReport.Count(one.Signatures)}  {one.Fingerprint}"));
            }
            return ExitCodes.Done;
        });
        return command;
    }
}
