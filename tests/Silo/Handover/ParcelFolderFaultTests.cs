using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>A folder of parcels that cannot be used: the hand-over says why, signing goes on, and later it completes by itself.</summary>
public sealed class ParcelFolderFaultTests(PostgresServer postgres)
{
    private const int DiskKilobytes = 1_024, Signers = 200;

    // The next attempt is made after 30 s.
    private static readonly TimeSpan FailsWithin = TimeSpan.FromSeconds(30), CompletesWithin = TimeSpan.FromSeconds(45);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hand_over_that_fails_says_why_and_completes_by_itself_when_the_cause_is_gone()
    {
        // Together, because each waits for its next attempt.
        await Task.WhenAll(FullDiskAsync(), ReadOnlyDiskAsync(), FileInItsPlaceAsync(), MissingEarlierParcelAsync());
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_made_and_only_its_owner_can_read_it()
    {
        using var folder = new ScratchFolder();
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres, parcels: folder.At("not", "there"));
        await program.SignAllAsync([1]);
        Assert.Equal("complete", (string)(await program.HandOverAsync())["state"]!);
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(Owner, File.GetUnixFileMode(folder.At("not", "there", HandoverProgram.Petition)));
        Assert.Equal(Owner, File.GetUnixFileMode(program.FolderOf(1)));
    }

    private async Task FullDiskAsync()
    {
        await using var disk = await SmallDisk.MountAsync(DiskKilobytes);
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres, parcels: disk.Path);
        await program.SignAllAsync(Enumerable.Range(1, Signers));
        await disk.FillAsync(freeKilobytes: 16);
        Assert.Contains("No space left on device", await FailureOfAsync(program, 1), StringComparison.Ordinal);
        // A file that stayed open would keep its place although its name is gone.
        Assert.Empty(OpenFilesBelow(disk.Path));
        Assert.Empty(Directory.GetDirectories(Path.GetDirectoryName(program.FolderOf(1))!));
        disk.Free();
        await AssertCompletesAsync(program, 1, Signers);
    }

    private async Task ReadOnlyDiskAsync()
    {
        await using var disk = await SmallDisk.MountAsync(DiskKilobytes);
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres, parcels: disk.Path);
        await program.SignAllAsync([1]);
        await disk.SetReadOnlyAsync(true);
        Assert.Contains("Read-only file system", await FailureOfAsync(program, 1), StringComparison.Ordinal);
        await disk.SetReadOnlyAsync(false);
        await AssertCompletesAsync(program, 1, 1);
    }

    private async Task FileInItsPlaceAsync()
    {
        using var folder = new ScratchFolder();
        var file = folder.At("parcels");
        await File.WriteAllTextAsync(file, "not a folder", Cancel);
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres, parcels: file);
        await program.SignAllAsync([1]);
        Assert.Contains(file, await FailureOfAsync(program, 1), StringComparison.Ordinal);
        File.Delete(file);
        await AssertCompletesAsync(program, 1, 1);
    }

    private async Task MissingEarlierParcelAsync()
    {
        using var folder = new ScratchFolder();
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres, parcels: folder.At("parcels"));
        await program.SignAllAsync([1]);
        await program.HandOverAsync();
        var (here, elsewhere) = (program.FolderOf(1), folder.At("elsewhere"));
        Directory.Move(here, elsewhere);
        await program.SignAllAsync([2]);
        var failure = await FailureOfAsync(program, 2);
        Assert.StartsWith($"The earlier parcel {here} is not here. Bring it back, or set", failure, StringComparison.Ordinal);
        Directory.Move(elsewhere, here);
        await AssertCompletesAsync(program, 2, 1);
    }

    // Signing goes on meanwhile; a second call gets the hand-over under way.
    private static async Task<string> FailureOfAsync(HandoverProgram program, int number)
    {
        using (var begun = await program.PostAsync("?letters=false")) Assert.Equal(System.Net.HttpStatusCode.Accepted, begun.StatusCode);
        JsonObject? last = null;
        Assert.True(await Waiting.UntilAsync(FailsWithin, async () =>
            (last = await ShowAsync(program, number))["failure"] is not null), $"{last}");
        Assert.Equal(("under-way", (string?)null), ((string)last!["state"]!, (string?)last["fingerprint"]));
        await program.SignAllAsync([1_000 + number]);
        Assert.False(Directory.Exists(program.FolderOf(number)));
        return (string)last["failure"]!;
    }

    private static async Task AssertCompletesAsync(HandoverProgram program, int number, int signatures)
    {
        JsonObject? last = null;
        Assert.True(await Waiting.UntilAsync(CompletesWithin, async () =>
            (string)(last = await ShowAsync(program, number))["state"]! == "complete"), $"{last}");
        Assert.Equal(signatures, (int)last!["signatures"]!);
        Assert.Empty(Directory.GetDirectories(Path.GetDirectoryName(program.FolderOf(number))!, ".*"));
        await ParcelCheck.VerifyAsync(program.FolderOf(number));
    }

    private static async Task<JsonObject> ShowAsync(HandoverProgram program, int number) =>
        (await program.Host.Admin.GetFromJsonAsync<JsonObject>(HandoverProgram.HandoversOf($"/{number}"), Cancel))!;

    private static List<string> OpenFilesBelow(string folder) =>
    [
        .. Directory.EnumerateFiles("/proc/self/fd").Select(file => new FileInfo(file).LinkTarget ?? "")
            .Where(target => target.StartsWith(folder, StringComparison.Ordinal)),
    ];
}
