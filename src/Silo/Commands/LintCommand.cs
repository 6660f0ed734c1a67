using System.CommandLine;
using Petitions.Frontend.Hosting;

namespace Petitions.Silo.Commands;

/// <summary><c>petition lint FILE…</c>: every problem and warning of documents, with file, line, field and what to write.</summary>
internal static class LintCommand
{
    public static Command Define(CommandContext context)
    {
        var files = DocumentArguments.Define();
        var command = new Command("lint",
            "Name every problem of documents: file, line, field, and what to write. Warnings do not prevent a publication.") { files };
        command.SetAction((given, _) => RunAsync(context, given.GetValue(files) ?? []));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, IReadOnlyList<string> paths)
    {
        var defaults = SiteTimeZone.Read(context.Settings);
        var (problems, warnings, files) = (0, 0, 0);
        foreach (var petition in DocumentArguments.ReadAny(paths))
        {
            foreach (var path in petition.Unnamed)
                await context.Output.WriteLineAsync($"{path} is read, too: it belongs to the same petition.");
            var parsed = petition.Files.Parse(defaults);
            foreach (var problem in parsed.Problems) await context.Output.WriteLineAsync(petition.Describe(problem));
            foreach (var warning in parsed.Warnings) await context.Output.WriteLineAsync("warning: " + petition.Describe(warning));
            files += petition.Files.Files.Length + petition.Files.Problems.Length;
            problems += parsed.Problems.Length;
            warnings += parsed.Warnings.Length;
        }
        await context.Output.WriteLineAsync(
            $"{Count(problems, "problem")} and {Count(warnings, "warning")} in {Count(files, "file")}.");
        return problems == 0 ? ExitCodes.Done : ExitCodes.Refused;
    }

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
