using System.Diagnostics;
using System.Globalization;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>
/// A kill leaves what the system has taken; only a power failure loses what was not flushed. So the calls to the system are watched.
/// </summary>
[Collection(SequentialCollection.Name)]
public sealed class ParcelSyncTests(PostgresServer postgres)
{
    private const string Strace = "/usr/bin/strace";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_file_of_a_parcel_and_its_folders_are_flushed_before_the_parcel_appears()
    {
        if (!File.Exists(Strace)) Assert.Skip("Needs strace: apt-get install strace");
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var program = await PetitionProcess.StartReadyAsync(store.Settings);
        using var client = await SigningClient.ConnectAsync(store.Settings.PublicBaseUrl);
        Assert.Equal(SigningOutcome.Acknowledged, (await client.SignAsync(1, RunningProgram.NewOperation())).Outcome);
        using var admin = await AdminCalls.ConnectAsync(store.Settings);
        var handovers = new HandoverCalls(admin, client.Slug, Path.Combine(store.Settings.DataPath, "handover"));

        using var folder = new ScratchFolder();
        var calls = await WatchAsync(program.Id, folder.At("calls"), async () =>
            await handovers.CompletedAsync(await handovers.BeginAsync()));

        // The parcel is renamed last; each call names the file that it flushes.
        var renamed = calls.FindIndex(call => call.Contains("rename", StringComparison.Ordinal)
            && call.Contains($"\"{handovers.FolderOf(1)}\"", StringComparison.Ordinal));
        Assert.True(renamed > 0, string.Join('\n', calls));
        var flushed = calls.Take(renamed).Where(call => call.Contains("sync(", StringComparison.Ordinal)).ToList();
        string[] files = ["signatures.csv", "manifest.json", "SHA256SUMS", "row-keys", "line-places", "merkle-tree"];
        foreach (var file in files) Assert.Contains(flushed, call => call.Contains($"/{file}>", StringComparison.Ordinal));
        string[] folders = ["files", "index"];
        foreach (var part in folders) Assert.Contains(flushed, call => call.Contains($"/{part}>", StringComparison.Ordinal));
        Assert.Contains(calls.Skip(renamed), call => call.Contains("sync(", StringComparison.Ordinal)
            && call.Contains($"{handovers.Folder}>", StringComparison.Ordinal));
    }

    private static async Task<List<string>> WatchAsync(int process, string file, Func<Task> work)
    {
        var number = process.ToString(CultureInfo.InvariantCulture);
        string[] arguments = ["-f", "-y", "-s", "400", "-e", "trace=fsync,fdatasync,/^rename", "-o", file, "-p", number];
        using var strace = Process.Start(new ProcessStartInfo(Strace, arguments) { RedirectStandardError = true })!;
        if (await strace.StandardError.ReadLineAsync(Cancel) is not { } said || !said.Contains("attached", StringComparison.Ordinal))
            Assert.Skip("No process may be watched here.");
        try
        {
            await work();
            Assert.True(await Waiting.UntilAsync(Patience, () => File.ReadAllText(file).Contains("rename", StringComparison.Ordinal)));
        }
        finally
        {
            // It detaches, and the program goes on.
            using var interrupt = Process.Start("kill", ["-INT", strace.Id.ToString(CultureInfo.InvariantCulture)])!;
            await strace.WaitForExitAsync(Cancel);
        }
        return [.. await File.ReadAllLinesAsync(file, Cancel)];
    }
}
