using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Petitions.Grains.Administration;

namespace Petitions.Silo.Commands;

/// <summary><c>token create --name NAME --role ROLE</c>: gives somebody a token, and prints it, once.</summary>
internal static class TokenCreateCommand
{
    private const int DaysDefault = 90, DaysMax = 3_650;

    public static Command Define(CommandContext context)
    {
        var name = new Option<string>("--name") { HelpName = "NAME", Description = "whose token it is, such as anna", Required = true };
        var role = new Option<string[]>("--role")
        {
            HelpName = "ROLE", Required = true,
            Description = "what it allows: read, edit, handover or admin. Each includes read, admin includes all. May be given twice",
        };
        role.AcceptOnlyFromAmong([.. AdminRoleWords.Words]);
        var expires = new Option<string>("--expires")
        {
            HelpName = "DAYS", Description = $"days until it ends, such as {DaysDefault}d, which is the default; or never",
            DefaultValueFactory = _ => $"{DaysDefault}d",
        };
        expires.Validators.Add(Check);
        var admin = new AdminOptions();
        var command = new Command("create", "Give somebody a token. It is printed once; only its hash is stored.") { name, role, expires };
        admin.AddTo(command);
        command.SetAction(async (given, cancel) =>
        {
            using var client = admin.Connect(given, context.Settings);
            DateTimeOffset? ends = DaysOf(given.GetValue(expires)!) is { } days ? TimeProvider.System.GetUtcNow().AddDays(days) : null;
            var token = await client.PostAsync<GivenToken>(
                "tokens", new NewToken(given.GetValue(name)!, given.GetValue(role)!, ends), cancel);
            await context.Output.WriteLineAsync(token.Token);
            await context.Output.WriteLineAsync(
                $"The token of {token.Name}: {string.Join(", ", token.Roles)}, "
                + (token.ExpiresAt is { } end ? string.Create(CultureInfo.InvariantCulture, $"until {end:yyyy-MM-dd}") : "without an end")
                + ". It cannot be shown again.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Check(OptionResult given)
    {
        var text = given.GetValueOrDefault<string>();
        if (text != "never" && DaysOf(text) is null)
            given.AddError($"--expires is \"{text}\": write days from 1d to {DaysMax}d, or never.");
    }

    private static int? DaysOf(string? text) =>
        text is [.. var number, 'd'] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days is >= 1 and <= DaysMax ? days : null;
}
