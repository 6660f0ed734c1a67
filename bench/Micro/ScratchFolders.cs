using System.Runtime.Versioning;

// It starts the same throw-away server as the tests do, which is for Linux.
[assembly: SupportedOSPlatform("linux")]

namespace Petitions.Bench.Micro;

/// <summary>The folder for all that a run writes beside its reports, which may be gigabytes; gone when the run has ended.</summary>
internal static class ScratchFolders
{
    // The database server is another user, who must get through to its own folder.
    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static string? s_root;
    private static volatile bool s_isClosed;

    /// <summary>A new and empty folder.</summary>
    /// <exception cref="InvalidOperationException">The run is ending.</exception>
    public static string NewFolder(string name)
    {
        if (s_isClosed) throw new InvalidOperationException("The run is ending.");
        if (s_root is null)
        {
            s_root = Directory.CreateTempSubdirectory("petition-micro-").FullName;
            File.SetUnixFileMode(s_root, Passable);
        }
        return Directory.CreateDirectory(Path.Combine(s_root, name)).FullName;
    }

    /// <summary>From now on nothing new is made: a benchmark whose server has gone is followed by others.</summary>
    public static void Close() => s_isClosed = true;

    public static void Remove()
    {
        try
        {
            if (s_root is not null) Directory.Delete(s_root, recursive: true);
            s_root = null;
        }
        catch (IOException)
        {
            // A killed server's last file may still be on its way; a left-over folder must not fail a run.
        }
    }
}
