using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Commands;

/// <summary>Commands that call a running program: both are processes of their own.</summary>
[Collection(SequentialCollection.Name)]
public sealed class AdminCommandTests(PostgresServer postgres)
{
    private static readonly string English = SampleDocument.Replace(SampleDocument.English, SampleDocument.ClosesAt, "");

    [Fact]
    public async Task A_petition_is_checked_published_changed_closed_and_opened()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var program = await PetitionProcess.StartReadyAsync(store.Settings);
        using var folder = new ScratchFolder();
        var run = RunnerOf(program.Settings, folder);
        await File.WriteAllTextAsync(folder.At("old-lamp.en.md"), English);
        await File.WriteAllTextAsync(folder.At("old-lamp.de.md"), SampleDocument.German);

        var check = (await run("petition", "publish", "old-lamp.en.md", "--check")).Done();
        Assert.Equal("old-lamp.de.md belongs to the same petition, and goes with it.\nold-lamp: would be a new petition.\n", check);
        Assert.DoesNotContain("old-lamp", (await run("petition", "list")).Done(), StringComparison.Ordinal);

        string[] publish = ["petition", "publish", "old-lamp.en.md", "old-lamp.de.md"];
        Assert.Equal("old-lamp: published as a new petition, version 1, open.\n", (await run(publish)).Done());
        Assert.Equal("old-lamp: nothing changed: it is published like this, version 1, open.\n", (await run(publish)).Done());

        var otherText = SampleDocument.Replace(English, "title: Light the lamp", "title: Light it");
        await File.WriteAllTextAsync(folder.At("old-lamp.en.md"), otherText);
        const string difference =
            "old-lamp: what is different from version 1:\n  [en] title: Light the lamp → Light it\nold-lamp: ";
        Assert.StartsWith(difference + "would get other texts", (await run([.. publish, "--check"])).Done(), StringComparison.Ordinal);
        var newVersion = (await run(publish)).Done();
        Assert.StartsWith(difference + "published with other texts, now version 2, open", newVersion, StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.At("old-lamp.en.md"), SampleDocument.Replace(otherText, "counter: steps", "counter: exact"));
        var warned = (await run(publish)).Done();
        Assert.StartsWith(
            "old-lamp: what is different from version 2:\n  counter: steps → exact\n"
            + "old-lamp: published with other dates, goals or settings; its texts stay version 2", warned, StringComparison.Ordinal);
        Assert.Contains("\nwarning: old-lamp.en.md:", warned, StringComparison.Ordinal);

        Assert.StartsWith("old-lamp is closed: ", (await run("petition", "close", "old-lamp")).Done(), StringComparison.Ordinal);
        var list = (await run("petition", "list")).Done();
        Assert.Contains("old-lamp            closed       version 2    Light it\n", list, StringComparison.Ordinal);
        Assert.Contains("lantern-cove-light  open         version 1    ", list, StringComparison.Ordinal);
        Assert.Equal("old-lamp is open.\n", (await run("petition", "open", "old-lamp")).Done());
    }

    [Fact]
    public async Task When_one_petition_has_a_problem_none_is_published()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var program = await PetitionProcess.StartReadyAsync(store.Settings);
        using var folder = new ScratchFolder();
        var run = RunnerOf(program.Settings, folder);
        await File.WriteAllTextAsync(folder.At("old-lamp.en.md"), English);
        await File.WriteAllTextAsync(folder.At("new-lamp.en.md"), English);
        var refused = await run("petition", "publish", "old-lamp.en.md", "new-lamp.en.md");
        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Equal(
            ["petition: new-lamp.en.md:3: id: is `old-lamp` in a file of new-lamp: write `id: new-lamp`, or rename the file; the form is"
                + " ^[a-z][a-z0-9-]{2,63}$", "petition: nothing was published: correct these problems first."],
            refused.Errors.TrimEnd().Split('\n'));

        // Only the running program knows that a live petition cannot become a rehearsal.
        var demo = SampleDocument.Replace(English, "id: old-lamp", "id: lantern-cove-light");
        await File.WriteAllTextAsync(
            folder.At("lantern-cove-light.en.md"), SampleDocument.Replace(demo, "rehearsal: false", "rehearsal: true"));
        // It comes first, and must wait for the check of the other one.
        await File.WriteAllTextAsync(folder.At("a-lamp.en.md"), SampleDocument.Replace(English, "id: old-lamp", "id: a-lamp"));
        (await run("petition", "publish", "lantern-cove-light.en.md", "a-lamp.en.md")).FailedWith(1);
        var list = (await run("petition", "list")).Done();
        Assert.DoesNotContain("a-lamp", list, StringComparison.Ordinal);
        Assert.DoesNotContain("old-lamp", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_running_program_refuses_is_one_line()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var program = await PetitionProcess.StartReadyAsync(store.Settings);
        using var folder = new ScratchFolder();
        var run = RunnerOf(program.Settings, folder);
        var token = "@" + Path.Combine(program.Settings.DataPath, "admin.token");
        var admin = program.Settings.AdminAddress.AbsoluteUri;

        var unknown = (await run("petition", "close", "old-lamp")).FailedWith(1);
        Assert.Contains($"there is no petition \"old-lamp\" at {admin}: \"petition list\"", unknown, StringComparison.Ordinal);

        await File.WriteAllTextAsync(folder.At("wrong.token"), "0123456789abcdef\n");
        var wrong = (await run("petition", "list", "--token", "@wrong.token")).FailedWith(1);
        Assert.Contains($"the admin token is not that of {admin}: use the file admin.token", wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", wrong, StringComparison.Ordinal);

        var nobody = $"http://127.0.0.1:{FreePort.Next()}";
        var unreachable = (await CommandRun.OfAsync(folder.Path, "petition", "list", "--admin", nobody, "--token", token)).FailedWith(1);
        Assert.Contains($"nothing answers at {nobody}/", unreachable, StringComparison.Ordinal);
        Assert.Contains("or write its admin address with --admin", unreachable, StringComparison.Ordinal);

        var publicAddress = program.Settings.PublicBaseUrl.AbsoluteUri;
        var notAdmin = await CommandRun.OfAsync(folder.Path, "petition", "list", "--admin", publicAddress, "--token", token);
        Assert.Contains(
            $"{publicAddress} is no admin address of Petition.Orleans (it answered 404)", notAdmin.FailedWith(1), StringComparison.Ordinal);

        (await CommandRun.OfAsync(folder.Path, "petition", "list", "--admin", admin, "--token", token)).Done();
        var setting = new Dictionary<string, string> { ["Petition__Admin__Urls"] = admin, ["Petition__Admin__Token"] = "0123456789abcdef" };
        Assert.Contains(
            "is not that of", (await CommandRun.OfAsync(folder.Path, setting, "petition", "list")).FailedWith(1), StringComparison.Ordinal);
        setting = new() { ["Petition__Admin__Url"] = admin };
        Assert.Contains(
            "did you mean Petition__Admin__Urls?", (await CommandRun.OfAsync(folder.Path, setting, "petition", "list")).FailedWith(1),
            StringComparison.Ordinal);
    }

    private delegate Task<CommandRun> Runner(params string[] arguments);

    // With the settings of the running program: its admin address, and the data folder with the token.
    private static Runner RunnerOf(PetitionSettings settings, ScratchFolder folder)
    {
        var same = new Dictionary<string, string>
        {
            ["Petition__Admin__Urls"] = settings.AdminAddress.AbsoluteUri, ["Petition__DataPath"] = settings.DataPath,
        };
        return arguments => CommandRun.OfAsync(folder.Path, same, arguments);
    }
}
