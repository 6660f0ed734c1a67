using System.CommandLine;

namespace Petitions.Silo.Commands;

/// <summary><c>petition release SLUG</c>: makes a draft public.</summary>
internal static class ReleaseCommand
{
    public static Command Define(CommandContext context)
    {
        var slug = SlugArgument.Define();
        var admin = new AdminOptions();
        var command = new Command("release", "Make a draft public; its dates say when it opens. It cannot become a draft again.") { slug };
        admin.AddTo(command);
        command.SetAction(async (given, cancel) =>
        {
            using var client = admin.Connect(given, context.Settings);
            var report = await client.PostAsync<StateReport>($"petitions/{given.GetValue(slug)}/release", null, cancel);
            await context.Output.WriteLineAsync($"{report.Slug} is public and {report.State}.");
            return ExitCodes.Done;
        });
        return command;
    }
}
