using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Commands;

/// <summary><c>rehearsal clean</c>: removes the petitions of a rehearsal from a running program, with everything that was signed there.</summary>
internal static class CleanCommand
{
    public static async Task<int> RunAsync(CommandLine line, TextWriter output, CancellationToken cancel)
    {
        var address = TargetAddress.Read(line) ?? throw new UsageException("clean needs --target URL --admin URL --admin-token TOKEN.");
        var slugs = line.Many("--petition");
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
