using System.CommandLine;
using System.Globalization;
using Petitions.Grains.Documents;

namespace Petitions.Silo.Commands;

/// <summary><c>petition extend SLUG --closes DATE --reason TEXT</c>: a later date of closing, with a reason that the page shows.</summary>
internal static class ExtendCommand
{
    public static Command Define(CommandContext context)
    {
        var slug = SlugArgument.Define();
        var closes = new Option<string>("--closes")
        {
            HelpName = "DATE", Required = true,
            Description = "the new date: a day, which belongs to it, or a time with its offset, such as 2027-03-01T18:00:00+01:00",
        };
        var reasons = new Option<string[]>("--reason")
        {
            HelpName = "LANG=TEXT", Required = true, Arity = ArgumentArity.OneOrMore,
            Description = "why, once for each language: --reason \"de=Mehr Zeit.\"; without LANG= in the petition's default language",
        };
        var admin = new AdminOptions();
        var command = new Command("extend", "Move the date of closing to a later one, with a reason that the page shows.")
        {
            slug, closes, reasons,
        };
        admin.AddTo(command);
        command.SetAction(async (given, cancel) =>
        {
            using var client = admin.Connect(given, context.Settings);
            var body = new ExtensionRequestBody(given.GetValue(closes)!, [.. given.GetValue(reasons)!.Select(Read)]);
            var report = await client.PostAsync<ExtensionReport>($"petitions/{given.GetValue(slug)}/extend", body, cancel);
            await context.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{report.Slug} closes at {report.ClosesAt:yyyy-MM-dd HH:mm} UTC and not at {report.FormerClosesAt:yyyy-MM-dd HH:mm} UTC;")
                + $" it is {report.State}.");
            foreach (var warning in report.Warnings) await context.Output.WriteLineAsync("warning: " + DocumentText.ToPrintable(warning));
            return ExitCodes.Done;
        });
        return command;
    }

    // A text may have an equals sign, too: only a language before it counts.
    private static SentReason Read(string reason) =>
        reason.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && LanguageTag.Canonical(reason[..at]) is { } lang
            ? new(reason[(at + 1)..], lang) : new(reason, null);
}
