using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Petitions.Grains.Handover;

namespace Petitions.Silo.Handover;

/// <summary>
/// Checks a parcel by its files alone, as its recipient can: every file against its hash, the number of lines, the fingerprint, and a
/// signer's proof.
/// </summary>
internal static class ParcelVerification
{
    /// <summary>What is wrong; empty when everything is right.</summary>
    /// <param name="folder">The folder of the parcel.</param>
    /// <param name="proof">A signer's proof; null without one.</param>
    /// <param name="cancel">Ends the check.</param>
    public static async Task<IReadOnlyList<string>> CheckAsync(string folder, InclusionProof? proof, CancellationToken cancel)
    {
        var problems = new List<string>();
        if (await ReadManifestAsync(folder, problems, cancel) is not { } manifest) return problems;
        await CheckSumsAsync(folder, problems, cancel);
        foreach (var file in manifest.Files) await CheckFileAsync(folder, file.Name, file.Sha256, file.Bytes, problems, cancel);
        CheckLines(folder, manifest, problems);
        if (proof is not null && !Proves(proof, manifest))
            problems.Add($"The proof of the line {proof.Reference} does not lead to the fingerprint of this parcel.");
        return problems;
    }

    private static async Task<Manifest?> ReadManifestAsync(string folder, List<string> problems, CancellationToken cancel)
    {
        var path = Path.Combine(folder, ParcelFiles.Manifest);
        if (!File.Exists(path))
        {
            problems.Add($"There is no {ParcelFiles.Manifest} in {folder}: name the folder of a parcel.");
            return null;
        }
        try
        {
            var manifest = Manifest.Read(await File.ReadAllBytesAsync(path, cancel));
            if (manifest.Schema == Manifest.SchemaName) return manifest;
            problems.Add($"{ParcelFiles.Manifest} has the schema '{manifest.Schema}', and this program knows {Manifest.SchemaName}.");
        }
        catch (JsonException e)
        {
            problems.Add($"{ParcelFiles.Manifest} cannot be read: {e.Message}");
        }
        return null;
    }

    private static async Task CheckSumsAsync(string folder, List<string> problems, CancellationToken cancel)
    {
        var path = Path.Combine(folder, ParcelFiles.Sums);
        if (!File.Exists(path))
        {
            problems.Add($"{ParcelFiles.Sums} is missing.");
            return;
        }
        foreach (var line in await File.ReadAllLinesAsync(path, cancel))
        {
            if (line.Split("  ", 2) is not [{ Length: 64 } hash, var name] || name.Contains('/', StringComparison.Ordinal))
                problems.Add($"{ParcelFiles.Sums} has a line that is no hash: {line}");
            else await CheckFileAsync(folder, name, hash, null, problems, cancel);
        }
    }

    private static async Task CheckFileAsync(
        string folder, string name, string sha256, long? bytes, List<string> problems, CancellationToken cancel)
    {
        var path = Path.Combine(folder, Path.GetFileName(name));
        if (!File.Exists(path))
        {
            problems.Add($"{name} is missing.");
            return;
        }
        await using var file = File.OpenRead(path);
        var differs = bytes is { } length && file.Length != length
            || Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel)) != sha256;
        var problem = $"{name} is not the file that was handed over: it was changed.";
        if (differs && !problems.Contains(problem)) problems.Add(problem);
    }

    private static void CheckLines(string folder, Manifest manifest, List<string> problems)
    {
        var path = Path.Combine(folder, ParcelFiles.Signatures);
        if (!File.Exists(path)) return;
        using var levels = new FileStream(Path.GetTempFileName(), new FileStreamOptions
        {
            Mode = FileMode.Open, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose, BufferSize = 64 * 1024,
        });
        var tree = new MerkleTreeFile(levels);
        foreach (var line in Lines(path)) tree.Add(line);
        var root = Convert.ToHexStringLower(tree.Complete());
        if (tree.Lines != manifest.Signatures)
            problems.Add($"{ParcelFiles.Signatures} has {tree.Lines} lines, and the manifest says {manifest.Signatures}.");
        if (root != manifest.Fingerprint)
            problems.Add($"The fingerprint of {ParcelFiles.Signatures} is {root}, and the manifest says {manifest.Fingerprint}.");
    }

    // Without the header, and without the line breaks.
    private static IEnumerable<byte[]> Lines(string path)
    {
        using var file = new StreamReader(path, new UTF8Encoding(false));
        file.ReadLine();
        while (file.ReadLine() is { } line) yield return Encoding.UTF8.GetBytes(line);
    }

    private static bool Proves(InclusionProof proof, Manifest manifest)
    {
        if (proof.Fingerprint != manifest.Fingerprint || proof.Size != manifest.Signatures) return false;
        try
        {
            var leaf = new byte[MerkleTree.HashBytes];
            MerkleTree.HashLeaf(Encoding.UTF8.GetBytes(proof.Line), leaf);
            return MerkleTree.Proves(
                leaf, proof.Index, proof.Size, [.. proof.Hashes.Select(Convert.FromHexString)], Convert.FromHexString(proof.Fingerprint));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
