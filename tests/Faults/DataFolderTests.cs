using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>Data folders that must stop the start.</summary>
[Collection(SequentialCollection.Name)]
public sealed class DataFolderTests
{
    [Fact]
    public async Task A_data_folder_that_cannot_be_created_stops_the_start()
    {
        using var folder = new ScratchFolder();
        var file = folder.At("file");
        await File.WriteAllTextAsync(file, "not a folder", TestContext.Current.CancellationToken);
        // Root ignores file modes, but cannot create a folder below a file.
        await FailedStart.EndsSayingAsync(new PetitionSettings { DataPath = Path.Combine(file, "data") }, "Petition__DataPath");
    }

    [Fact]
    public async Task A_read_only_data_folder_stops_the_start() =>
        await FailedStart.EndsSayingAsync(new PetitionSettings { DataPath = "/proc" }, "/proc", "Petition__DataPath");

    [Fact]
    public async Task A_data_folder_in_use_by_another_process_stops_the_start()
    {
        using var folder = new ScratchFolder();
        await using var first = await PetitionProcess.StartReadyAsync(new PetitionSettings { DataPath = folder.Path });
        await FailedStart.EndsSayingAsync(new PetitionSettings { DataPath = folder.Path }, folder.Path, "Petition__DataPath");
        Assert.False(first.HasExited);
    }

    [Fact]
    public async Task A_token_that_others_can_read_stops_the_start_and_a_database_that_others_can_read_is_closed_to_them()
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite, Open = OwnerOnly | UnixFileMode.OtherRead;
        using var folder = new ScratchFolder();
        var settings = new PetitionSettings { DataPath = folder.Path };
        await FailedStart.RunOnceAsync(settings);
        var (token, database) = (folder.At("admin.token"), folder.At("petitions.db"));
        Assert.Equal((OwnerOnly, OwnerOnly), (File.GetUnixFileMode(token), File.GetUnixFileMode(database)));

        File.SetUnixFileMode(token, Open);
        await FailedStart.EndsSayingAsync(settings, token, "chmod 600");
        File.SetUnixFileMode(token, OwnerOnly);

        File.SetUnixFileMode(database, Open);
        await using var process = await PetitionProcess.StartReadyAsync(settings);
        Assert.All(Directory.GetFiles(folder.Path, "petitions.db*"), file => Assert.Equal(OwnerOnly, File.GetUnixFileMode(file)));
    }

    // From "nothing fits" to "the database fits but its log does not": each size fails at another step of the start.
    [Theory, InlineData(0), InlineData(8), InlineData(40), InlineData(120)]
    public async Task A_full_disk_stops_the_start(int freeKilobytes)
    {
        const int DiskKilobytes = 1_024;
        await using var disk = await SmallDisk.MountAsync(DiskKilobytes);
        await disk.FillAsync(freeKilobytes);
        await FailedStart.EndsSayingAsync(new PetitionSettings { DataPath = disk.Path }, disk.Path);
    }
}
