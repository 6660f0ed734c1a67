using System.CommandLine;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Commands;

/// <summary><c>rehearsal clean</c>: removes the petitions of a rehearsal and their signatures from a running program.</summary>
internal static class CleanCommand
{
    public static Command Define(TextWriter output)
    {
        var target = new TargetArguments();
        var slugs = TypedOption.List("--petition", "SLUG", "petitions of a rehearsal, as its output names them");
        var command = new Command("clean", "Remove the petitions of a rehearsal from a running program.");
        foreach (var option in target.Options) command.Add(option);
        command.Add(slugs);
        command.SetAction((given, cancel) => RunAsync(target.Read(given), given.GetValue(slugs) ?? [], output, cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        TargetAddress? address, IReadOnlyList<string> slugs, TextWriter output, CancellationToken cancel)
    {
        if (address is null) throw new UsageException("clean needs --target URL --admin URL --admin-token TOKEN.");
        if (slugs.Count == 0) throw new UsageException("clean needs --petition SLUG; the run and its report name it.");

        using var admin = new AdminApi(address);
        foreach (var slug in slugs)
        {
            await admin.RemoveAsync(slug, cancel);
            await output.WriteLineAsync($"removed {slug}");
        }
        return RehearsalCommand.Passed;
    }
}
