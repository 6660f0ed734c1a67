using System.CommandLine;

namespace Petitions.Silo.Commands;

/// <summary><c>petition archive SLUG</c>: closes a petition for good, and keeps its page as a record.</summary>
internal static class ArchiveCommand
{
    public static Command Define(CommandContext context)
    {
        var slug = SlugArgument.Define();
        var isUndone = new Option<bool>("--undo")
        {
            Description = "take it out of the archive again; it stays closed", Arity = ArgumentArity.Zero,
        };
        var admin = new AdminOptions();
        var command = new Command("archive", "Close a petition for good: its page stays as a record, apart from the current ones.")
        {
            slug, isUndone,
        };
        admin.AddTo(command);
        command.SetAction(async (given, cancel) =>
        {
            using var client = admin.Connect(given, context.Settings);
            var call = given.GetValue(isUndone) ? "unarchive" : "archive";
            var report = await client.PostAsync<StateReport>($"petitions/{given.GetValue(slug)}/{call}", null, cancel);
            await context.Output.WriteLineAsync($"{report.Slug} is {report.State}.");
            return ExitCodes.Done;
        });
        return command;
    }
}
