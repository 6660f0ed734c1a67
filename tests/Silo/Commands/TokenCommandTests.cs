using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Commands;

/// <summary>Giving, using and revoking tokens on the command line.</summary>
[Collection(SequentialCollection.Name)]
public sealed class TokenCommandTests(PostgresServer postgres)
{
    [Fact]
    public async Task A_token_is_given_once_used_from_a_file_listed_and_revoked()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var program = await PetitionProcess.StartReadyAsync(store.Settings);
        using var folder = new ScratchFolder();
        var settings = new Dictionary<string, string>
        {
            ["Petition__Admin__Urls"] = $"{program.Settings.AdminAddress}", ["Petition__DataPath"] = program.Settings.DataPath,
        };
        Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(folder.Path, settings, arguments);

        Assert.StartsWith("There are no tokens", (await RunAsync("token", "list")).Done(), StringComparison.Ordinal);
        var given = (await RunAsync("token", "create", "--name", "anna", "--role", "read", "--expires", "30d")).Done();
        Assert.Contains("The token of anna: read, until 20", given, StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.At("anna.token"), given.Split('\n')[0]);

        (await RunAsync("petition", "list", "--token", "@anna.token")).Done();
        Assert.Contains("The role of this token does not allow it",
            (await RunAsync("petition", "close", "lantern-cove-light", "--token", "@anna.token")).FailedWith(1), StringComparison.Ordinal);
        Assert.Contains("anna  read  since 20", (await RunAsync("token", "list")).Done(), StringComparison.Ordinal);
        Assert.Equal("The token of anna has ended.\n", (await RunAsync("token", "revoke", "anna")).Done());
        Assert.Contains("is not valid any more",
            (await RunAsync("petition", "list", "--token", "@anna.token")).FailedWith(1), StringComparison.Ordinal);

        Assert.Contains("--expires is \"soon\": write days from 1d",
            (await RunAsync("token", "create", "--name", "x", "--role", "read", "--expires", "soon")).FailedWith(2),
            StringComparison.Ordinal);
        Assert.Contains(
            "Nobody of this name has a token", (await RunAsync("token", "revoke", "nobody")).FailedWith(1), StringComparison.Ordinal);
        Assert.Contains(
            "owner", (await RunAsync("token", "create", "--name", "x", "--role", "owner")).FailedWith(2), StringComparison.Ordinal);
    }
}
