using System.Collections.Immutable;

namespace Petitions.Grains.Documents;

/// <summary>
/// One published version. Text that has been signed is never changed in place: a changed text is a new version, and each signature
/// refers to the one its signer saw.
/// </summary>
/// <param name="Number">1 for the first version, then ascending.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="Consents">What signers of this version consent to: one record per language, without and with newsletter.</param>
[GenerateSerializer, Immutable, Alias("petitions.version")]
public sealed record DocumentVersion(
    [property: Id(0)] int Number, [property: Id(1)] DateTimeOffset PublishedAt, [property: Id(2)] ImmutableArray<ConsentRecord> Consents);
