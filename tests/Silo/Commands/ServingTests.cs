using System.Diagnostics;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Commands;

/// <summary>Without a command the program serves, also with settings on the command line.</summary>
[Collection(SequentialCollection.Name)]
public sealed class ServingTests(PostgresServer postgres)
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Settings_on_the_command_line_start_the_program()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        using var program = Process.Start(new ProcessStartInfo("dotnet", [ProgramFiles.Silo, .. store.Settings.ToArguments()])
        {
            WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        try
        {
            using var http = new HttpClient { BaseAddress = store.Settings.PublicBaseUrl };
            Assert.True(await Waiting.UntilAsync(ReadyWithin, async () => program.HasExited || await IsReadyAsync(http)));
            Assert.False(program.HasExited, "The program ended.");
        }
        finally
        {
            if (!program.HasExited) program.Kill();
            await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_setting_that_does_not_exist_is_no_command()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        var run = await CommandRun.OfAsync(Path.GetTempPath(), [.. store.Settings.ToArguments(), "--Petition:DataPth=x"]);
        Assert.Contains("did you mean --Petition:DataPath=…?", run.FailedWith(1), StringComparison.Ordinal);
    }

    private static async ValueTask<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
