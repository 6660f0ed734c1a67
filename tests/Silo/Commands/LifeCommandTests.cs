using System.Text.RegularExpressions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Commands;

/// <summary>A petition is led through its life by commands; program and commands are processes of their own.</summary>
[Collection(SequentialCollection.Name)]
public sealed partial class LifeCommandTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset InAMonth = TimeProvider.System.GetUtcNow().AddDays(30);

    private static readonly string English = SampleDocument.Replace(
        SampleDocument.English, SampleDocument.ClosesAt, $"closesAt: {InAMonth:yyyy-MM-dd}T12:00:00Z\n");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_petition_goes_from_draft_to_archive()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var program = await PetitionProcess.StartReadyAsync(
            store.Settings.With("Petition__PublicUrl", "http://localhost:5080"));
        using var folder = new ScratchFolder();
        var run = RunnerOf(program.Settings, folder);
        await File.WriteAllTextAsync(folder.At("old-lamp.en.md"), English, Cancel);
        await File.WriteAllTextAsync(folder.At("old-lamp.de.md"), SampleDocument.German, Cancel);
        string[] publish = ["petition", "publish", "old-lamp.en.md", "old-lamp.de.md"];

        Assert.Equal("old-lamp: would be a new draft.\n", (await run([.. publish, "--draft", "--check"])).Done());
        var drafted = (await run([.. publish, "--draft"])).Done();
        Assert.Matches(
            @"^old-lamp: is a draft now: only its preview address shows it, and nobody can sign\.\n"
            + @"preview: http://localhost:5080/p/old-lamp/preview/[0-9a-f]{32}\n\z", drafted);
        Assert.Contains("old-lamp            draft        version 1    Light the lamp\n", (await run("petition", "list")).Done(),
            StringComparison.Ordinal);
        var refused = (await run("handover", "make", "old-lamp")).FailedWith(1);
        Assert.Equal("petition: The petition is a draft. Nothing was done. Nobody can sign a draft: release it first.", refused);

        await File.WriteAllTextAsync(folder.At("old-lamp.de.md"), SampleDocument.Replace(
            SampleDocument.German, "bitte anzünden.", "bitte sofort anzünden."), Cancel);
        Assert.Equal(
            "old-lamp: what is different from the draft:\n  [de] letter:\n    …\n\n    - bitte anzünden.\n    + bitte sofort anzünden.\n"
            + "old-lamp: the draft has the new text now.\n", WithoutPreview((await run([.. publish, "--draft"])).Done()));
        Assert.Equal("old-lamp is public and open.\n", (await run("petition", "release", "old-lamp")).Done());
        Assert.Equal("old-lamp is public and open.\n", (await run("petition", "release", "old-lamp")).Done());
        Assert.Contains("is public and cannot become a draft again", (await run([.. publish, "--draft"])).FailedWith(1),
            StringComparison.Ordinal);

        string[] extend = ["petition", "extend", "old-lamp", "--closes", $"{InAMonth.AddDays(10):yyyy-MM-dd}"];
        var extended = (await run([.. extend, "--reason", "The mail = late.", "--reason", "de=Die Post kam spät."])).Done();
        Assert.Matches(@"^old-lamp closes at \S+ 00:00 UTC and not at \S+ 12:00 UTC; it is open\.\n\z", extended);
        Assert.Contains("is not later than", (await run("petition", "extend", "old-lamp", "--closes", $"{InAMonth:yyyy-MM-dd}",
            "--reason", "Why")).FailedWith(1), StringComparison.Ordinal);
        Assert.Contains("--reason", (await run(extend)).FailedWith(2), StringComparison.Ordinal);

        Assert.Equal("old-lamp is archived.\n", (await run("petition", "archive", "old-lamp")).Done());
        Assert.Equal("old-lamp is archived.\n", (await run("petition", "archive", "old-lamp")).Done());
        Assert.Equal(
            "petition: The petition is archived. Nothing was changed. Take it out of the archive first.",
            (await run("petition", "open", "old-lamp")).FailedWith(1));
        Assert.Equal("old-lamp is closed.\n", (await run("petition", "archive", "old-lamp", "--undo")).Done());
        var shown = (await run("petition", "show", "old-lamp")).Done();
        Assert.Equal(
            """
            old-lamp is closed; signatures: 0
            MOMENT  drafted            draft
            MOMENT  draft-changed      still draft
            MOMENT  released           draft → open  (version 1)
            MOMENT  extended           still open  (until MOMENT: The mail = late.)
            MOMENT  archived           open → archived
            MOMENT  unarchived         archived → closed
            MOMENT  keys-destroyed     planned

            """, Moment().Replace(shown, "MOMENT"));
    }

    [Fact]
    public async Task A_new_life_survives_a_crash_of_the_program()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Postgres, postgres);
        using var folder = new ScratchFolder();
        await File.WriteAllTextAsync(folder.At("old-lamp.en.md"), English, Cancel);
        string drafted, shown;
        await using (var program = await PetitionProcess.StartReadyAsync(store.Settings))
        {
            var run = RunnerOf(program.Settings, folder);
            drafted = (await run("petition", "publish", "old-lamp.en.md", "--draft")).Done();
            await program.KillHardAsync();
        }
        await using (var program = await PetitionProcess.StartReadyAsync(store.Settings))
        {
            var run = RunnerOf(program.Settings, folder);
            var again = (await run("petition", "publish", "old-lamp.en.md", "--draft")).Done();
            Assert.Equal(drafted.Split('\n')[1], again.Split('\n')[1]);
            (await run("petition", "release", "old-lamp")).Done();
            (await run("petition", "extend", "old-lamp", "--closes", $"{InAMonth.AddDays(10):yyyy-MM-dd}", "--reason", "Why")).Done();
            shown = (await run("petition", "show", "old-lamp")).Done();
            await program.KillHardAsync();
        }
        await using (var program = await PetitionProcess.StartReadyAsync(store.Settings))
            Assert.Equal(shown, (await RunnerOf(program.Settings, folder)("petition", "show", "old-lamp")).Done());
    }

    private static string WithoutPreview(string output) => output[..output.IndexOf("preview: ", StringComparison.Ordinal)];

    private delegate Task<CommandRun> Runner(params string[] arguments);

    private static Runner RunnerOf(PetitionSettings settings, ScratchFolder folder)
    {
        var same = new Dictionary<string, string>
        {
            ["Petition__Admin__Urls"] = settings.AdminAddress.AbsoluteUri, ["Petition__DataPath"] = settings.DataPath,
        };
        return arguments => CommandRun.OfAsync(folder.Path, same, arguments);
    }

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z| \d{2}:\d{2} UTC)")]
    private static partial Regex Moment();
}
