using System.CommandLine;

namespace Petitions.Silo.Commands;

/// <summary><c>handover make SLUG</c>: makes a parcel of everything that is new, and waits until it is complete.</summary>
internal static class HandoverMakeCommand
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.5), TellEvery = TimeSpan.FromSeconds(5);

    public static Command Define(CommandContext context)
    {
        var slug = SlugArgument.Define();
        var rehearsal = new Option<bool>("--rehearsal") { Description = "for a petition that is a rehearsal: its parcel is marked as one" };
        var admin = new AdminOptions();
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
            var letters = given.GetValue(withoutLetters) ? "false" : "true";
            var query = $"?letters={letters}{(given.GetValue(rehearsal) ? "&rehearsal=true" : "")}";
            var begun = await client.PostAsync<HandoverReport>(path + query, null, cancel);
            var ended = await WaitAsync(client, $"{path}/{begun.Number}", context.Output, cancel);
            if (ended.State == "refused") throw new CommandFailure(ended.Refusal ?? "there is no parcel.");
            await context.Output.WriteLineAsync(
                FormattableString.Invariant($"parcel {ended.Number}: {ended.Signatures} ")
                + (ended.Signatures == 1 ? "signature" : "signatures"));
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
