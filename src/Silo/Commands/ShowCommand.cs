using System.CommandLine;
using System.Globalization;
using Petitions.Grains.Documents;

namespace Petitions.Silo.Commands;

/// <summary><c>petition show SLUG</c>: where a petition is in its life, how it came there, and what will happen by date.</summary>
internal static class ShowCommand
{
    public static Command Define(CommandContext context)
    {
        var slug = SlugArgument.Define();
        var admin = new AdminOptions();
        var command = new Command("show", "Show the state of a petition, what happened to it, and what will happen by date.") { slug };
        admin.AddTo(command);
        command.SetAction(async (given, cancel) =>
        {
            using var client = admin.Connect(given, context.Settings);
            await WriteAsync(context.Output, await client.GetAsync<StatusReport>($"petitions/{given.GetValue(slug)}", cancel));
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task WriteAsync(TextWriter output, StatusReport status)
    {
        var listed = status.Listed || status.State == "draft" ? "" : ", not listed";
        await output.WriteLineAsync($"{status.Slug} is {status.State}{listed}; signatures: {Number(status.Count)}");
        if (status.Preview is { } preview) await output.WriteLineAsync($"preview: {preview}");
        if (status.Life.Dropped > 0) await output.WriteLineAsync($"{Number(status.Life.Dropped)} older events are not kept any more.");
        foreach (var one in status.Life.Transitions)
        {
            var change = one.From is null ? one.To : one.From == one.To ? $"still {one.To}" : $"{one.From} → {one.To}";
            var reason = one.Reason is null ? "" : $"  ({DocumentText.ToPrintable(one.Reason)})";
            await output.WriteLineAsync($"{Moment(one.At)}  {one.Event,-17}  {change}{reason}");
        }
        foreach (var one in status.Life.Planned) await output.WriteLineAsync($"{Moment(one.At)}  {one.Event,-17}  planned");
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
