using System.Runtime.InteropServices;

namespace Petitions.Grains.Keys;

/// <summary>Files that only the user of the program may read.</summary>
public static class PrivateFile
{
    /// <summary>Every permission that such a file must not have.</summary>
    public const UnixFileMode OthersMode =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes a folder of mode 0700 unless there is one; one that is there keeps its mode.</summary>
    /// <exception cref="IOException">There is a file of that name.</exception>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Writes a new file of mode 0600 to the disk; it has that mode from the start and is never half-readable by others.</summary>
    /// <exception cref="IOException">The file is there already, or the disk is full.</exception>
    public static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    /// <summary>True when others than the owner may read, write or execute the file.</summary>
    /// <exception cref="IOException">There is no such file, or its mode cannot be read.</exception>
    public static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OthersMode) != 0;

    /// <summary>Makes an empty file of mode 0600 unless there is a file; one that is there loses what others may do with it.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to another user and is open to others.</exception>
    public static void CloseToOthers(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var file = new FileStream(path, options);
        var mode = File.GetUnixFileMode(file.SafeFileHandle);
        if ((mode & OthersMode) != 0) File.SetUnixFileMode(file.SafeFileHandle, mode & ~OthersMode);
    }

    /// <summary>
    /// Puts the finished file <paramref name="draft"/> in its place unless there is one already: of two processes that do it together
    /// one wins, and nobody ever reads half a file. The draft is gone afterwards.
    /// </summary>
    public static void MoveWithoutOverwriting(string draft, string path)
    {
        try
        {
            // Moving looks first and then moves, so two could win; a second name is made or refused in one step (POSIX link).
            if (OperatingSystem.IsWindows() || Link(draft, path) != 0) File.Move(draft, path, overwrite: false);
            else File.Delete(draft);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    // Not on every file system: where it fails for another reason than a file that is there, the move decides.
    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string added);
}
