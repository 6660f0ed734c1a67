using System.CommandLine;
using Petitions.Silo.Handover;

namespace Petitions.Silo.Commands;

/// <summary><c>handover make SLUG</c>: makes a parcel of everything that is new, and waits until it is complete.</summary>
internal static class HandoverMakeCommand
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.5), TellEvery = TimeSpan.FromSeconds(5);

    public static Command Define(CommandContext context)
    {
        var slug = SlugArgument.Define();
        var admin = new AdminOptions();
        var rehearsal = new Option<bool>("--rehearsal") { Description = "for a petition that is a rehearsal: its parcel is marked as one" };
        var withoutLetters = new Option<bool>("--without-letters") { Description = "no printed letters, only lists and cover" };
        var command = new Command(
            "make", "Make a parcel with the signatures since the last one, while people sign. Goes on by itself when it is interrupted.")
        {
            slug, withoutLetters, rehearsal,
        };
        admin.AddTo(command);
        command.SetAction(async (given, cancel) =>
        {
            using var client = admin.Connect(given, context.Settings);
            var path = $"petitions/{given.GetValue(slug)}/handovers";
            var (letters, isRehearsal) = (!given.GetValue(withoutLetters), given.GetValue(rehearsal));
            var begun = await client.PostAsync<HandoverReport>($"{path}?letters={letters}&rehearsal={isRehearsal}", null, cancel);
            var ended = await WaitAsync(client, $"{path}/{begun.Number}", context.Output, cancel);
            if (ended.State == "refused") throw new CommandFailure(ended.Refusal ?? "there is no parcel.");
            await context.Output.WriteLineAsync(
                FormattableString.Invariant($"parcel {ended.Number}: {HandoverReport.Count(ended.Signatures)}"));
            if (ended.Files.Contains(ParcelFiles.Manifest))
            {
                var manifest = await client.GetAsync<Manifest>($"{path}/{begun.Number}/{ParcelFiles.Manifest}", cancel);
                await ParcelNotes.WriteAsync(context.Output, manifest);
            }
            await context.Output.WriteLineAsync($"fingerprint {ended.Fingerprint}");
            await context.Output.WriteLineAsync($"files: {string.Join(", ", ended.Files)}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<HandoverReport> WaitAsync(AdminClient client, string path, TextWriter output, CancellationToken cancel)
    {
        var told = TimeSpan.Zero;
        for (var waited = TimeSpan.Zero; ; waited += LookEvery)
        {
            var report = await client.GetAsync<HandoverReport>(path, cancel);
            if (report.State != "under-way") return report;
            if (report.Failure is { } failure)
                throw new CommandFailure($"the parcel could not be made, and is tried again by itself: {failure}");
            if (waited - told >= TellEvery)
            {
                told = waited;
                await output.WriteLineAsync(FormattableString.Invariant($"{report.Rows ?? 0} rows, {report.Seconds ?? 0:0} s"));
            }
            await Task.Delay(LookEvery, cancel);
        }
    }
}
