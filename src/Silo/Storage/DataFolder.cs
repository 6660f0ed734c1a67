using Petitions.Frontend.Hosting;
using Petitions.Grains.Keys;

namespace Petitions.Silo.Storage;

/// <summary>
/// The folder that holds everything this node writes. One process at a time: it is locked as long as the program runs.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    /// <summary>The folder when nothing else is said.</summary>
    public const string DefaultPath = "data";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    /// <summary>The folder, absolute.</summary>
    public string Path { get; }

    /// <summary>The embedded database.</summary>
    public string DatabasePath => System.IO.Path.Combine(Path, "petitions.db");

    /// <summary>The token of the admin API.</summary>
    public string AdminTokenPath => AdminTokenIn(Path);

    /// <summary>Where the keys are when nothing else is said.</summary>
    public string DefaultKeysPath => System.IO.Path.Combine(Path, "keys");

    /// <summary>Where parcels are when nothing else is said.</summary>
    public string DefaultHandoverPath => System.IO.Path.Combine(Path, "handover");

    /// <summary>Mails, where no server takes them.</summary>
    public string MailPath => System.IO.Path.Combine(Path, "mail");

    /// <summary>The token of the admin API in a data folder that another process may have.</summary>
    public static string AdminTokenIn(string folder) => System.IO.Path.Combine(folder, "admin.token");

    /// <exception cref="StartupException">The folder cannot be written, or another process has it.</exception>
    public static DataFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        var lockPath = System.IO.Path.Combine(path, "lock");
        try
        {
            PrivateFile.CreateFolder(path);
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.None };
            return new DataFolder(path, new FileStream(lockPath, options));
        }
        catch (IOException) when (File.Exists(lockPath))
        {
            throw new StartupException(
                $"The data folder {path} is in use by another process: stop that one, or set Petition__DataPath to another folder.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartupException(
                $"The data folder {path} cannot be written ({e.Message}): set Petition__DataPath to a folder that this user may write.");
        }
    }

    /// <summary>
    /// Makes sure that only this user can read the embedded database. The modes of its log files follow that of the database (SQLite,
    /// "Temporary Files"), unless a crash left them behind.
    /// </summary>
    /// <exception cref="StartupException">The files belong to somebody else.</exception>
    public void CloseDatabaseToOthers()
    {
        try
        {
            PrivateFile.CloseToOthers(DatabasePath);
            foreach (var log in new[] { DatabasePath + "-wal", DatabasePath + "-shm" })
                if (File.Exists(log)) PrivateFile.CloseToOthers(log);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The database {DatabasePath} cannot be closed to other users ({e.Message}): give it to this user and run chmod 600 on"
                + " it.");
        }
    }

    /// <summary>The token in the file, which is made with a new one when it is not there.</summary>
    /// <exception cref="StartupException">The file cannot be read or written.</exception>
    public string AdminToken()
    {
        try
        {
            if (!File.Exists(AdminTokenPath))
            {
                var token = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
                var draft = AdminTokenPath + ".draft";
                File.Delete(draft);
                PrivateFile.Write(draft, token + "\n");
                PrivateFile.MoveWithoutOverwriting(draft, AdminTokenPath);
            }
            if (PrivateFile.IsOpenToOthers(AdminTokenPath))
            {
                throw new StartupException($"The admin token {AdminTokenPath} can be read by other users: run chmod 600 on it, or delete it"
                    + " for a new one if somebody may have read it.");
            }
            var read = File.ReadAllText(AdminTokenPath).Trim();
            return read.Length > 0 ? read
                : throw new StartupException($"The admin token {AdminTokenPath} is empty: delete it for a new one.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The admin token {AdminTokenPath} cannot be read or written: {e.Message}");
        }
    }

    public void Dispose() => _lock.Dispose();
}
