using System.Collections.Immutable;
using System.CommandLine;
using Petitions.Frontend.Hosting;
using Petitions.Grains.Documents;

namespace Petitions.Silo.Commands;

/// <summary>
/// <c>petition publish FILE…</c>: publishes documents on a running program, or makes drafts of them, and says what changes. All petitions
/// are checked first: when one of them has a problem, none is published.
/// </summary>
internal static class PublishCommand
{
    public static Command Define(CommandContext context)
    {
        var files = DocumentArguments.Define();
        var isCheck = new Option<bool>("--check") { Description = "say what would change, and change nothing", Arity = ArgumentArity.Zero };
        var asDraft = new Option<bool>("--draft")
        {
            Description = "make a draft, which only its preview address shows and nobody can sign", Arity = ArgumentArity.Zero,
        };
        var admin = new AdminOptions();
        var command = new Command("publish", "Publish documents on a running program, and say what changes.") { files, isCheck, asDraft };
        admin.AddTo(command);
        command.SetAction(async (given, cancel) =>
        {
            var petitions = Read(context, given.GetValue(files) ?? []);
            using var client = admin.Connect(given, context.Settings);
            return await RunAsync(context.Output, petitions, client, given.GetValue(isCheck), given.GetValue(asDraft), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        TextWriter output, ImmutableArray<NamedPetition> petitions, AdminClient client, bool isCheck, bool asDraft,
        CancellationToken cancel)
    {
        var reports = new Dictionary<NamedPetition, PublicationReport>();
        foreach (var petition in petitions) reports.Add(petition, await SendAsync(client, petition, "check", asDraft, cancel));

        foreach (var petition in petitions)
        {
            foreach (var path in petition.Unnamed) await output.WriteLineAsync($"{path} belongs to the same petition, and goes with it.");
            // Before it is done.
            foreach (var line in DifferenceText.Of(petition.Files.Slug, reports[petition])) await output.WriteLineAsync(line);
            var report = isCheck ? reports[petition] : await SendAsync(client, petition, "publish", asDraft, cancel);
            await output.WriteLineAsync($"{petition.Files.Slug}: {(isCheck ? WouldChange(report) : HasChanged(report))}");
            if (!isCheck && report.Preview is { } preview) await output.WriteLineAsync($"preview: {preview}");
            foreach (var warning in report.Warnings) await output.WriteLineAsync("warning: " + DocumentText.ToPrintable(warning));
        }
        return ExitCodes.Done;
    }

    // Problems are told with the paths of this machine, before anything is sent.
    private static ImmutableArray<NamedPetition> Read(CommandContext context, IReadOnlyList<string> paths)
    {
        var petitions = DocumentArguments.ReadAny(paths);
        var defaults = SiteTimeZone.Read(context.Settings);
        var problems = petitions.SelectMany(petition => petition.Files.Parse(defaults).Problems.Select(petition.Describe)).ToList();
        if (problems.Count > 0) throw new CommandFailure([.. problems, "nothing was published: correct these problems first."]);
        var twice = petitions.GroupBy(petition => petition.Files.Slug).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? petitions : throw CommandFailure.WrongUse(
            $"documents of {twice.Key} are in several folders ({string.Join(", ", twice.Select(petition => petition.Folder))}): name one.");
    }

    private static Task<PublicationReport> SendAsync(
        AdminClient client, NamedPetition petition, string call, bool asDraft, CancellationToken cancel) =>
        client.PostAsync<PublicationReport>(
            $"petitions/{petition.Files.Slug}/{call}",
            new SentDocuments([.. petition.Files.Files.Select(file => new SentDocument(file.Name, file.Content))], asDraft),
            cancel);

    private static string HasChanged(PublicationReport report) => report.Changes switch
    {
        "new-petition" => $"published as a new petition, version {report.Version}, {Standing(report)}.",
        "new-version" => $"published with other texts, now version {report.Version}, {Standing(report)}; signatures keep the version that"
            + " their signers saw.",
        "new-draft" => "is a draft now: only its preview address shows it, and nobody can sign.",
        "changed-draft" => "the draft has the new text now.",
        "released" => $"published: it was a draft, and is public now, version {report.Version}, {Standing(report)}.",
        "nothing" when report.State == "draft" => "nothing changed: it is a draft like this.",
        "new-terms" => $"published with other dates, goals or settings; its texts stay version {report.Version}, {Standing(report)}.",
        _ => $"nothing changed: it is published like this, version {report.Version}, {Standing(report)}.",
    };

    private static string WouldChange(PublicationReport report) => report.Changes switch
    {
        "new-petition" => "would be a new petition.",
        "new-version" => $"would get other texts, and with them a version after {report.Version}, which is {Standing(report)}.",
        "new-draft" => "would be a new draft.",
        "changed-draft" => "the draft would get another text.",
        "released" => "is a draft, and would be public.",
        "nothing" when report.State == "draft" => "nothing would change: it is a draft like this.",
        "new-terms" => $"would get other dates, goals or settings; its texts would stay version {report.Version}, {Standing(report)}.",
        _ => $"nothing would change: it is published like this, version {report.Version}, {Standing(report)}.",
    };

    private static string Standing(PublicationReport report) => report.Listed == false ? $"{report.State}, not listed" : $"{report.State}";
}
