using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Petitions.Silo.Handover;

/// <summary>The files of a parcel, and their sizes and hashes.</summary>
internal static class ParcelFiles
{
    /// <summary>What the parcel is, for people.</summary>
    public const string Cover = "cover.pdf";

    /// <summary>One line per signature.</summary>
    public const string Signatures = "signatures.csv";

    /// <summary>Who has withdrawn since an earlier parcel; only where there is one.</summary>
    public const string Withdrawals = "withdrawals.csv";

    /// <summary>What the parcel contains.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>Hashes of all files, as <c>sha256sum -c</c> reads them.</summary>
    public const string Sums = "SHA256SUMS";

    /// <summary>Of the index: the row keys in the order of the lines.</summary>
    public const string RowKeys = "row-keys";

    /// <summary>Of the index: where each line begins.</summary>
    public const string Places = "line-places";

    /// <summary>Of the index: the Merkle tree.</summary>
    public const string Tree = "merkle-tree";

    /// <summary>Size and hash of files.</summary>
    public static async Task<ImmutableArray<ManifestFile>> DescribeAsync(
        ParcelFolder folder, IEnumerable<string> names, CancellationToken cancel)
    {
        var described = ImmutableArray.CreateBuilder<ManifestFile>();
        foreach (var name in names)
        {
            await using var file = folder.ReadFile(name);
            described.Add(new(name, file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel))));
        }
        return described.ToImmutable();
    }

    /// <summary>The file of hashes.</summary>
    public static byte[] SumsOf(IEnumerable<ManifestFile> files) =>
        Encoding.ASCII.GetBytes(string.Concat(files.Select(file => $"{file.Sha256}  {file.Name}\n")));
}
