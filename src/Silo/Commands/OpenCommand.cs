using System.CommandLine;

namespace Petitions.Silo.Commands;

/// <summary><c>petition open SLUG</c>: opens a petition that was closed.</summary>
internal static class OpenCommand
{
    public static Command Define(CommandContext context)
    {
        var slug = SlugArgument.Define();
        var admin = new AdminOptions();
        var command = new Command("open", "Open a petition again; one that opens at a later date stays scheduled.") { slug };
        admin.AddTo(command);
        command.SetAction(async (given, cancel) =>
        {
            using var client = admin.Connect(given, context.Settings);
            var report = await client.PostAsync<StateReport>($"petitions/{given.GetValue(slug)}/open", null, cancel);
            await context.Output.WriteLineAsync($"{report.Slug} is {report.State}.");
            return ExitCodes.Done;
        });
        return command;
    }
}
