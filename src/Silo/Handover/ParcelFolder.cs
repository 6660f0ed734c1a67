using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Petitions.Grains.Keys;

namespace Petitions.Silo.Handover;

/// <summary>
/// Where the files of one parcel are. They are written to a temporary folder, synced and renamed: a parcel is complete or not there. What
/// the recipient does not get, the index for proofs, is in a folder beside it.
/// </summary>
internal sealed class ParcelFolder
{
    private readonly string _parent, _name, _temporary;

    /// <param name="root">The folder of all parcels.</param>
    /// <param name="slug">The petition.</param>
    /// <param name="number">Number of the hand-over.</param>
    public ParcelFolder(string root, string slug, int number)
    {
        _parent = System.IO.Path.Combine(root, slug);
        _name = string.Create(CultureInfo.InvariantCulture, $"parcel-{number}");
        _temporary = System.IO.Path.Combine(_parent, $".{_name}.{System.IO.Path.GetRandomFileName()}");
    }

    /// <summary>The folder that the recipient gets.</summary>
    public string Path => System.IO.Path.Combine(_parent, _name);

    /// <summary>The folder beside it.</summary>
    public string IndexPath => System.IO.Path.Combine(_parent, _name + ".index");

    /// <summary>The parcel is complete. The index is renamed first, so it is there too.</summary>
    public bool IsComplete => Directory.Exists(Path);

    /// <summary>Removes what an interrupted attempt has left, and makes the temporary folders. Only this user can read them.</summary>
    public void Begin()
    {
        PrivateFile.CreateFolder(_parent);
        foreach (var left in Directory.EnumerateDirectories(_parent, $".{_name}.*")) Directory.Delete(left, recursive: true);
        if (!IsComplete && Directory.Exists(IndexPath)) Directory.Delete(IndexPath, recursive: true);
        foreach (var folder in new[] { _temporary, Temporary("files"), Temporary("index") }) PrivateFile.CreateFolder(folder);
    }

    /// <summary>A file of the parcel, to be written. Complete it with <see cref="CloseAsync"/>.</summary>
    public FileStream CreateFile(string name) => Create("files", name);

    /// <summary>A file of the index.</summary>
    public FileStream CreateIndex(string name) => Create("index", name);

    /// <summary>A file of the parcel that was written, for its hash.</summary>
    public FileStream ReadFile(string name) => File.OpenRead(System.IO.Path.Combine(Temporary("files"), name));

    /// <summary>Gives a file of the parcel another name.</summary>
    public void Rename(string name, string newName) =>
        File.Move(System.IO.Path.Combine(Temporary("files"), name), System.IO.Path.Combine(Temporary("files"), newName));

    /// <summary>Brings the bytes of a file that was closed onto the disk.</summary>
    public async Task SyncAsync(string name)
    {
        await using var file = new FileStream(
            System.IO.Path.Combine(Temporary("files"), name), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        await CloseAsync(file);
    }

    /// <summary>Closes a file whose bytes are on the disk then.</summary>
    public static async Task CloseAsync(FileStream file)
    {
        await file.FlushAsync();
        // What this does has no asynchronous form.
        await Task.Run(() => RandomAccess.FlushToDisk(file.SafeFileHandle));
        await file.DisposeAsync();
    }

    /// <summary>
    /// Closes a file that may be unfinished. On a full disk its rest cannot be written; a file that stayed open would keep its place.
    /// </summary>
    public static void Discard(IDisposable? file)
    {
        try
        {
            file?.Dispose();
        }
        catch (IOException)
        {
            // The folder is removed.
        }
    }

    /// <summary>Makes the parcel appear, with everything in it.</summary>
    public void Complete()
    {
        SyncFolder(Temporary("files"));
        SyncFolder(Temporary("index"));
        Directory.Move(Temporary("index"), IndexPath);
        Directory.Move(Temporary("files"), Path);
        SyncFolder(_parent);
        Abandon();
    }

    /// <summary>Removes the temporary folder.</summary>
    public void Abandon()
    {
        if (Directory.Exists(_temporary)) Directory.Delete(_temporary, recursive: true);
    }

    private string Temporary(string part) => System.IO.Path.Combine(_temporary, part);

    private FileStream Create(string part, string name)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 64 * 1024 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(System.IO.Path.Combine(Temporary(part), name), options);
    }

    // The framework syncs files only; without this a crash of the machine may lose the names in a folder.
    private static void SyncFolder(string path)
    {
        const int ReadOnly = 0;
        if (OperatingSystem.IsWindows()) return;
        using var folder = Open(path, ReadOnly);
        if (folder.IsInvalid || Sync(folder) != 0)
            throw new IOException($"The folder {path} cannot be synced (error {Marshal.GetLastPInvokeError()}).");
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(SafeFileHandle handle);
}
