using System.CommandLine;
using Petitions.Silo.Entry;

namespace Petitions.Silo.Commands;

/// <summary>What <c>paper enter</c> and <c>import</c> have in common: arguments, and a dry run before anything is entered.</summary>
internal sealed class EntryArguments
{
    private readonly Argument<string> _slug = SlugArgument.Define();

    private readonly Argument<string> _file = new("FILE.csv") { Description = "comma-separated values in UTF-8, one signature in a line" };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "only tell what would be entered" };

    private readonly Option<bool> _skipFaulty = new("--skip-faulty")
    {
        Description = "enter the other lines when some are faulty; by default nothing is entered then",
    };

    private readonly Option<string?> _report = new("--report")
    {
        HelpName = "FILE", Description = "write there every line that is faulty or in conflict; only 100 are printed",
    };

    private readonly AdminOptions _admin = new();

    /// <summary>Gives the arguments to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_slug);
        command.Add(_file);
        command.Add(_dryRun);
        command.Add(_skipFaulty);
        command.Add(_report);
        _admin.AddTo(command);
    }

    /// <summary>Checks all lines, then enters them unless one is faulty. The exit code.</summary>
    /// <exception cref="CommandFailure">The file cannot be read, or the program refuses.</exception>
    public async Task<int> RunAsync(
        CommandContext context, ParseResult given, ColumnMapping mapping, string? petitionId, EntryRequest request,
        CancellationToken cancel)
    {
        var (path, slug) = (given.GetRequiredValue(_file), given.GetRequiredValue(_slug));
        using var client = _admin.Connect(given, context.Settings);
        var sender = new EntrySender(client, slug, request, mapping);
        try
        {
            await using var report = given.GetValue(_report) is { } file ? new StreamWriter(file) : null;
            IEnumerable<FileLine> Lines() => SignatureFile.Read(path, mapping, petitionId);
            async Task<EntryTotals> SendAsync(bool isDryRun)
            {
                var totals = new EntryTotals(report);
                await sender.SendAsync(Lines(), isDryRun, totals, cancel);
                return totals;
            }
            async Task<int> PrintAsync(string head, EntryTotals totals)
            {
                await context.Output.WriteLineAsync($"{slug}: {head}");
                await totals.PrintAsync(context.Output);
                return totals.IsClean ? ExitCodes.Done : ExitCodes.Refused;
            }

            if (given.GetValue(_dryRun))
                return await PrintAsync($"dry run of {path}, nothing was entered", await SendAsync(isDryRun: true));
            if (!given.GetValue(_skipFaulty))
            {
                var document = await client.GetAsync<PrintedDocument>($"petitions/{slug}/document", cancel);
                var valid = EntryRules.Check(Lines(), request.Source, document.Facts.Rehearsal, mapping, report);
                if (valid.Faulty > 0)
                {
                    return await PrintAsync(
                        $"nothing was entered of {path}, because lines are faulty. Correct them, or write --skip-faulty:", valid);
                }
            }
            return await PrintAsync($"entered {path}", await SendAsync(isDryRun: false));
        }
        catch (SignatureFileException e)
        {
            throw new CommandFailure($"{path}: {e.Message}");
        }
    }
}
