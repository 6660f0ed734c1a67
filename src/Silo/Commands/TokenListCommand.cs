using System.CommandLine;
using System.Globalization;

namespace Petitions.Silo.Commands;

/// <summary><c>token list</c>: whose tokens there are, also those that ended.</summary>
internal static class TokenListCommand
{
    public static Command Define(CommandContext context)
    {
        var admin = new AdminOptions();
        var command = new Command("list", "List all tokens: whose, which roles, since when, until when.");
        admin.AddTo(command);
        command.SetAction(async (given, cancel) =>
        {
            using var client = admin.Connect(given, context.Settings);
            var list = await client.GetAsync<TokenList>("tokens", cancel);
            if (list.Tokens.IsEmpty) await context.Output.WriteLineAsync("There are no tokens but that of the data folder.");
            foreach (var one in list.Tokens)
            {
                await context.Output.WriteLineAsync(
                    $"{one.Name}  {string.Join(", ", one.Roles)}  since {Day(one.CreatedAt)} by {one.CreatedBy}  "
                    + (one.RevokedAt is { } revoked ? $"revoked {Day(revoked)} by {one.RevokedBy}"
                        : one.ExpiresAt is { } end ? $"until {Day(end)}" : "without an end"));
            }
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
