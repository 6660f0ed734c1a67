using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Petitions.Bench.Rehearsal.Handover;

/// <summary>
/// A parcel as its recipient gets it, checked by what the README of hand-overs says and without code of the product.
/// </summary>
internal sealed class DownloadedParcel
{
    private const int SignerDigits = 9;

    private DownloadedParcel(IReadOnlyList<int> signers, IReadOnlyList<string> problems) => (Signers, Problems) = (signers, problems);

    /// <summary>The signer of each line, by the number in the family name; -1 for a name that this run did not send.</summary>
    public IReadOnlyList<int> Signers { get; }

    /// <summary>What is wrong with the files.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <exception cref="IOException">A file is missing.</exception>
    public static DownloadedParcel Read(string folder)
    {
        var problems = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(folder, "SHA256SUMS")))
        {
            var (hash, name) = (line[..64], line[66..]);
            using var file = File.OpenRead(Path.Combine(folder, name));
            if (Convert.ToHexStringLower(SHA256.HashData(file)) != hash) problems.Add($"{name} does not have its hash");
        }
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "manifest.json")))!;
        if (!(bool)manifest["rehearsal"]!) problems.Add("the manifest does not say that it is a rehearsal");

        var (signers, fingerprint) = (new List<int>(), new MerkleRoot());
        foreach (var line in File.ReadLines(Path.Combine(folder, "signatures.csv")).Skip(1))
        {
            fingerprint.Add(Encoding.UTF8.GetBytes(line));
            var name = line.AsSpan(Math.Max(0, line.Length - SignerDigits));
            signers.Add(int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var signer) ? signer : -1);
        }
        if (signers.Count != (int)manifest["signatures"]!) problems.Add("the manifest has another number of lines");
        if (fingerprint.Hex != (string)manifest["fingerprint"]!) problems.Add("the lines do not lead to the fingerprint");
        return new(signers, problems);
    }
}
