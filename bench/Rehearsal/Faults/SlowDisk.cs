using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Faults;

/// <summary>
/// Makes the flushes of a database's disk slower for a while. The process that writes the database loads a few lines of C before the C
/// library; they delay each fsync and fdatasync while a file exists. Needs a C compiler and Linux.
/// </summary>
internal sealed class SlowDisk : IDisposable
{
    /// <summary>Added to each flush of a rehearsal, in milliseconds; an overloaded network disk takes as long.</summary>
    public const int FlushMilliseconds = 100;

    // A database server runs as another user and must read the files.
    private const UnixFileMode Readable = (UnixFileMode)0b110_100_100, Reachable = (UnixFileMode)0b111_101_101;

    private readonly DirectoryInfo _folder;

    private SlowDisk(DirectoryInfo folder) => _folder = folder;

    private string Library => Path.Combine(_folder.FullName, "slow-disk.so");

    private string Switch => Path.Combine(_folder.FullName, "milliseconds");

    /// <exception cref="UsageException">This machine lacks Linux or a C compiler.</exception>
    public static async Task<SlowDisk> PrepareAsync(CancellationToken cancel)
    {
        if (!OperatingSystem.IsLinux()) throw new UsageException("--chaos slow-disk needs Linux: leave it out.");
        var disk = new SlowDisk(Directory.CreateTempSubdirectory("rehearsal-disk-"));
        try
        {
            File.SetUnixFileMode(disk._folder.FullName, Reachable);
            var source = Path.Combine(disk._folder.FullName, "slow-disk.c");
            await using (var file = File.Create(source))
            await using (var resource = typeof(SlowDisk).Assembly.GetManifestResourceStream("slow-disk.c")!)
                await resource.CopyToAsync(file, cancel);
            string[] arguments = ["-shared", "-fPIC", "-O1", "-o", disk.Library, source, "-ldl"];
            using var compiler = Process.Start(new ProcessStartInfo("cc", arguments) { RedirectStandardError = true })!;
            var errors = await compiler.StandardError.ReadToEndAsync(cancel);
            await compiler.WaitForExitAsync(cancel);
            if (compiler.ExitCode != 0) throw new UsageException($"--chaos slow-disk could not be compiled: {errors.Trim()}");
            File.SetUnixFileMode(disk.Library, Reachable);
            return disk;
        }
        catch (Win32Exception)
        {
            disk.Dispose();
            throw new UsageException("--chaos slow-disk needs a C compiler (cc): apt-get install gcc libc6-dev, or leave it out.");
        }
        catch
        {
            disk.Dispose();
            throw;
        }
    }

    /// <summary>Environment variables of the process whose flushes this can delay; they load the library into it.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string> { ["LD_PRELOAD"] = Library, ["REHEARSAL_SLOW_DISK"] = Switch };

    /// <param name="milliseconds">Added to each flush.</param>
    public void Enable(int milliseconds = FlushMilliseconds)
    {
        if (OperatingSystem.IsWindows()) return;
        // Written under another name and moved, so that no process reads half a number.
        var writing = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = Readable };
        using (var file = new StreamWriter(Switch + ".new", writing)) file.Write(milliseconds.ToString(CultureInfo.InvariantCulture));
        File.Move(Switch + ".new", Switch, overwrite: true);
    }

    public void Disable() => File.Delete(Switch);

    public void Dispose() => TemporaryFolder.Remove(_folder);
}
