using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Petitions.Grains.Handover;

namespace Petitions.Silo.Handover;

/// <summary>What a parcel contains and how to check it: <c>manifest.json</c>, described in the README of this folder.</summary>
internal sealed record Manifest(
    string Schema,
    string Petition,
    string Title,
    int Parcel,
    bool Rehearsal,
    string Addressee,
    ImmutableArray<string> AlsoTo,
    string Country,
    DateTimeOffset CutOff,
    ImmutableArray<string> Fields,
    long Signatures,
    string Fingerprint,
    string FingerprintMethod,
    ImmutableArray<ManifestDocument> Documents,
    ImmutableArray<ManifestConsent> Consents,
    ManifestExclusions Excluded,
    long Withdrawals,
    ManifestLetters? Letters,
    ImmutableArray<ManifestFile> Files)
{
    /// <summary>The name of the format.</summary>
    public const string SchemaName = "petition-parcel/v1";

    /// <summary>How the fingerprint is computed.</summary>
    public const string Method =
        "RFC 6962 Merkle tree, SHA-256, over the lines of signatures.csv without the header, in order, each without its line break";

    // Letters outside ASCII stay letters: people read it, too.
    private static readonly ManifestJson Readable =
        new(new JsonSerializerOptions(ManifestJson.Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });

    /// <summary>As JSON.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Readable.Manifest);

    /// <summary>The hand-over, complete with this parcel.</summary>
    public Parcel Complete(Parcel underWay, DateTimeOffset now) => underWay with
    {
        CompletedAt = now, Signatures = Signatures, Fingerprint = Fingerprint,
        Files = [.. Files.Select(file => file.Name), ParcelFiles.Manifest, ParcelFiles.Sums],
    };

    /// <exception cref="JsonException">It is none.</exception>
    public static Manifest Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, ManifestJson.Default.Manifest) ?? throw new JsonException("The manifest is empty.");
}

/// <summary>A text that was signed.</summary>
/// <param name="Version">Version of the document.</param>
/// <param name="Lang">Language of the text.</param>
/// <param name="Hash">SHA-256 of everything that signers were shown.</param>
/// <param name="Signatures">Signatures in the parcel.</param>
internal sealed record ManifestDocument(int Version, string Lang, string Hash, long Signatures);

/// <summary>A consent that was given.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Version">Version of its text.</param>
/// <param name="TextHash">SHA-256 of its text.</param>
/// <param name="Country">Destination of a transfer; null without one.</param>
/// <param name="Signatures">Signatures in the parcel.</param>
internal sealed record ManifestConsent(string Id, string Version, string TextHash, string? Country, long Signatures);

/// <summary>Signatures that are not in the parcel, by the reason.</summary>
internal sealed record ManifestExclusions(
    long Pending, long Withdrawn, long Invalidated, long Expired, long ConsentMissing, long Unreadable);

/// <summary>The printed letters; none where they were not asked for.</summary>
/// <param name="Letters">Letters, one for each signature.</param>
/// <param name="Pages">Their pages.</param>
/// <param name="NamesNotPrinted">Letters that name the <c>ref</c> instead of a name that no font could print.</param>
internal sealed record ManifestLetters(long Letters, long Pages, long NamesNotPrinted);

/// <summary>A file of the parcel.</summary>
internal sealed record ManifestFile(string Name, long Bytes, string Sha256);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
