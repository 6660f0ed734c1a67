using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Commands;

/// <summary>Making and checking parcels on the command line: both are processes of their own.</summary>
[Collection(SequentialCollection.Name)]
public sealed class HandoverCommandTests(PostgresServer postgres)
{
    [Fact]
    public async Task A_parcel_is_made_listed_and_verified_until_a_byte_is_changed()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var program = await PetitionProcess.StartReadyAsync(store.Settings);
        using var client = await SigningClient.ConnectAsync(store.Settings.PublicBaseUrl);
        using var folder = new ScratchFolder();
        Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(
            folder.Path,
            new Dictionary<string, string>
            {
                ["Petition__Admin__Urls"] = $"{program.Settings.AdminAddress}", ["Petition__DataPath"] = program.Settings.DataPath,
            },
            arguments);

        Assert.Equal("There are no hand-overs.\n", (await RunAsync("handover", "list", client.Slug)).Done());
        Assert.Contains("No signature was counted since", (await RunAsync("handover", "make", client.Slug)).FailedWith(1),
            StringComparison.Ordinal);
        for (var signer = 0; signer < 5; signer++)
        {
            var body = client.BodyOf(RunningProgram.NewSigner()).ToJsonString();
            using var signed = await client.PostAsync(body, RunningProgram.NewOperation());
            Assert.True(signed.IsSuccessStatusCode);
        }
        Assert.Contains(
            "This is for rehearsals only", (await RunAsync("handover", "make", client.Slug, "--rehearsal")).FailedWith(1),
            StringComparison.Ordinal);
        var made = (await RunAsync("handover", "make", client.Slug)).Done();
        Assert.Contains("parcel 1: 5 signatures\nfingerprint ", made, StringComparison.Ordinal);
        var list = (await RunAsync("handover", "list", client.Slug)).Done();
        Assert.Contains("  by admin  complete  5 signatures  ", list, StringComparison.Ordinal);

        var parcel = Path.Combine(program.Settings.DataPath, "handover", client.Slug, "parcel-1");
        Assert.Equal($"{parcel} is as it was made.\n", (await RunAsync("handover", "verify", parcel)).Done());
        var file = Path.Combine(parcel, "signatures.csv");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[^5] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        var changed = await RunAsync("handover", "verify", parcel);
        Assert.Equal((1, ""), (changed.ExitCode, changed.Output));
        Assert.Contains("signatures.csv is not the file that was handed over", changed.Errors, StringComparison.Ordinal);
        var nothing = (await RunAsync("handover", "verify", folder.Path)).FailedWith(1);
        Assert.Contains("There is no manifest.json", nothing, StringComparison.Ordinal);
        Assert.Contains("needs a command", (await RunAsync("handover")).FailedWith(2), StringComparison.Ordinal);
    }
}
