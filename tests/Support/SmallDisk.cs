using System.Diagnostics;
using Xunit;

namespace Petitions.Tests.Support;

/// <summary>A file system of a few kilobytes in memory, which can be full or read-only. Disposing unmounts it.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const string Name = "petition-test";

    private readonly ScratchFolder _folder = new();
    private readonly int _kilobytes;

    private SmallDisk(int kilobytes) => _kilobytes = kilobytes;

    /// <summary>Where it is mounted.</summary>
    public string Path => _folder.At("disk");

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Skips the test where nothing can be mounted.</summary>
    public static async Task<SmallDisk> MountAsync(int kilobytes)
    {
        var disk = new SmallDisk(kilobytes);
        Directory.CreateDirectory(disk.Path);
        if (await RunAsync("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", Name, disk.Path) == 0) return disk;
        disk._folder.Dispose();
        Assert.Skip("Mounting a small file system needs root and is not possible here.");
        return disk;
    }

    /// <summary>Leaves so much free.</summary>
    public Task FillAsync(int freeKilobytes) => File.WriteAllBytesAsync(Ballast, new byte[(_kilobytes - freeKilobytes) * 1_024]);

    /// <summary>Makes room again.</summary>
    public void Free() => File.Delete(Ballast);

    /// <summary>Forbids writing, or allows it again.</summary>
    public async Task SetReadOnlyAsync(bool readOnly) =>
        Assert.Equal(0, await RunAsync("mount", "-o", $"remount,{(readOnly ? "ro" : "rw")}", Path));

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "-l", Path);
        _folder.Dispose();
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
