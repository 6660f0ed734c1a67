using System.Runtime.Versioning;

// The PostgreSQL server that it starts is for Linux, as in the tests.
[assembly: SupportedOSPlatform("linux")]

namespace Petitions.Bench.Micro;

/// <summary>The temporary folders of a run, up to several GB; removed when it ends.</summary>
internal static class ScratchFolders
{
    // The database server runs as another user, which must reach its folder.
    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static string? s_root;
    private static volatile bool s_isClosed;

    /// <summary>A new empty folder.</summary>
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

    /// <summary>Refuses new folders: after an interrupt the next benchmarks still start.</summary>
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
            // A killed server may still write a last file; a left-over folder must not fail a run.
        }
    }
}
