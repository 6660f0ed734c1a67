using System.Security.Cryptography;
using System.Text;

namespace Petitions.Grains.Keys;

/// <summary>
/// A 256-bit key in a file of its own: one line of <c>petition-key/v1 name id base64</c>, mode 0600, never overwritten.
/// </summary>
/// <param name="Name">What the key is for.</param>
/// <param name="Id">Tells two keys of one name apart without revealing them.</param>
/// <param name="Bytes">The key.</param>
public sealed record KeyFile(string Name, string Id, byte[] Bytes)
{
    private const string Format = "petition-key/v1";
    private const int KeyBytes = 32;

    /// <summary>Where the key <paramref name="name"/> lies in the folder <paramref name="folder"/>.</summary>
    public static string PathOf(string folder, string name) => Path.Combine(folder, name + ".key");

    /// <summary>
    /// Reads the key, or makes it when <paramref name="mayCreate"/> and it is not there. Of two processes that make it together one
    /// wins and both read the winner's.
    /// </summary>
    /// <exception cref="KeyFileException">
    /// The file is missing, unreadable, damaged or open to others; the message says what to do.
    /// </exception>
    public static KeyFile Open(string folder, string name, bool mayCreate)
    {
        var path = PathOf(folder, name);
        if (!File.Exists(path))
        {
            if (!mayCreate) throw new KeyFileException($"the key file {path} is missing");
            Create(folder, path, name);
        }
        return Read(path, name);
    }

    /// <summary>
    /// Recognises this key without revealing it: stored beside the data, compared by every process that starts on it.
    /// </summary>
    public string CheckValue()
    {
        var mac = HMACSHA256.HashData(Bytes, Encoding.UTF8.GetBytes($"{Format} check {Name} {Id}"));
        return Convert.ToHexStringLower(mac.AsSpan(0, 16));
    }

    private static void Create(string folder, string path, string name)
    {
        try
        {
            PrivateFile.CreateFolder(folder);
            var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
            var line = $"{Format} {name} {id} {Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))}\n";
            var draft = $"{path}.{id}.draft";
            PrivateFile.Write(draft, line);
            PrivateFile.MoveWithoutOverwriting(draft, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"the key file {path} cannot be written: {e.Message}");
        }
    }

    private static KeyFile Read(string path, string name)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
            if (PrivateFile.IsOpenToOthers(path))
                throw new KeyFileException($"the key file {path} can be read by other users: run chmod 600 on it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"the key file {path} cannot be read: {e.Message}");
        }

        var parts = text.TrimEnd('\n').Split(' ');
        var bytes = new byte[KeyBytes];
        if (parts.Length != 4 || parts[0] != Format || parts[1] != name
            || !Convert.TryFromBase64String(parts[3], bytes, out var length) || length != KeyBytes)
        {
            throw new KeyFileException($"the key file {path} is damaged: put it back from a backup, a new one would not fit the data");
        }
        return new KeyFile(name, parts[2], bytes);
    }
}

/// <summary>A key file cannot be used; the message is one line for the operator.</summary>
public sealed class KeyFileException(string message) : Exception(message);
