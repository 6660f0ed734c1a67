using System.CommandLine;

namespace Petitions.Silo.Commands;

/// <summary><c>token revoke NAME</c>: ends a token at once, everywhere.</summary>
internal static class TokenRevokeCommand
{
    public static Command Define(CommandContext context)
    {
        var name = new Argument<string>("NAME") { Description = "whose token ends" };
        var admin = new AdminOptions();
        var command = new Command("revoke", "End a token at once, everywhere.") { name };
        admin.AddTo(command);
        command.SetAction(async (given, cancel) =>
        {
            using var client = admin.Connect(given, context.Settings);
            await client.DeleteAsync($"tokens/{Uri.EscapeDataString(given.GetValue(name)!)}", cancel);
            await context.Output.WriteLineAsync($"The token of {given.GetValue(name)} has ended.");
            return ExitCodes.Done;
        });
        return command;
    }
}
