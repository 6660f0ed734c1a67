using System.CommandLine;

namespace Petitions.Silo.Commands;

/// <summary><c>petition close SLUG</c>: closes a petition.</summary>
internal static class CloseCommand
{
    public static Command Define(CommandContext context)
    {
        var slug = SlugArgument.Define();
        var admin = new AdminOptions();
        var command = new Command(
            "close", "Close a petition. Then every acknowledged signature is in its count, and none is added.") { slug };
        admin.AddTo(command);
        command.SetAction(async (given, cancel) =>
        {
            using var client = admin.Connect(given, context.Settings);
            var report = await client.PostAsync<StateReport>($"petitions/{given.GetValue(slug)}/close", null, cancel);
            await context.Output.WriteLineAsync($"{report.Slug} is {report.State}: every acknowledged signature is in its count.");
            return ExitCodes.Done;
        });
        return command;
    }
}
