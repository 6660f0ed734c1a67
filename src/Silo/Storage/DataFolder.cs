using Petitions.Frontend.Hosting;
using Petitions.Grains.Keys;

namespace Petitions.Silo.Storage;

/// <summary>
/// The folder that holds everything this node writes. One process at a time: it is locked as long as the program runs.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    /// <summary>The folder, absolute.</summary>
    public string Path { get; }

    /// <summary>The embedded database.</summary>
    public string DatabasePath => System.IO.Path.Combine(Path, "petitions.db");

    /// <summary>The token of the admin API.</summary>
    public string AdminTokenPath => System.IO.Path.Combine(Path, "admin.token");

    /// <summary>Where the keys are when nothing else is said.</summary>
    public string DefaultKeysPath => System.IO.Path.Combine(Path, "keys");

    /// <summary>Mails, where no server takes them.</summary>
    public string MailPath => System.IO.Path.Combine(Path, "mail");

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
            return File.ReadAllText(AdminTokenPath).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The admin token {AdminTokenPath} cannot be read or written: {e.Message}");
        }
    }

    public void Dispose() => _lock.Dispose();
}
