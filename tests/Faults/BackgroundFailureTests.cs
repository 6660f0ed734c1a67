using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>
/// A background service that fails, planted into the programs as they are published: the process ends and says which one it was.
/// </summary>
[Collection(SequentialCollection.Name)]
public sealed class BackgroundFailureTests(PostgresServer postgres)
{
    private const string Says = "petition: ServiceThatFails has failed, so the process ended; start it again. "
        + "InvalidOperationException: The planted service has failed.";

    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_silo_whose_background_service_fails_ends_with_1_and_names_it()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await AssertEndsAsync(store.Settings);
    }

    [Fact]
    public async Task A_front_end_whose_background_service_fails_ends_with_1_and_names_it()
    {
        LongRun.SkipUnlessOn();
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var silo = await PetitionProcess.StartReadyAsync(store.Settings);
        using var data = new ScratchFolder();
        await AssertEndsAsync(new PetitionSettings { Program = ProgramFiles.Frontend, DataPath = data.Path }
            .With("Petition__Keys__Path", Path.Combine(store.Settings.DataPath, "keys"))
            .With("Petition__Cluster__Gateways", $"127.0.0.1:{store.Settings.GatewayPort}").With("Petition__Admin__Urls", null));
        Assert.False(silo.HasExited);
    }

    private static async Task AssertEndsAsync(PetitionSettings settings)
    {
        await using var program = PetitionProcess.Start(settings
            .With("DOTNET_STARTUP_HOOKS", ProgramFiles.FaultyProduct).With("PETITION_TEST_FAULT", "failing-service")
            .With("ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", Path.GetFileNameWithoutExtension(ProgramFiles.FaultyProduct)));
        Assert.True(await program.WaitExitAsync(EndsWithin), program.Transcript);
        Assert.True(program.ExitCode == 1, program.Transcript);
        Assert.Equal(Says, Assert.Single(program.ErrorLines, line => line.StartsWith("petition: ", StringComparison.Ordinal)));
    }
}
