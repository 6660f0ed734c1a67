using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Grains.Entry;

/// <summary>Which version of the document and which consent record a line gets.</summary>
/// <param name="DocumentVersion">The version.</param>
/// <param name="Given">For a line whose consent was given.</param>
/// <param name="Missing">For a line whose consent is not known.</param>
internal sealed record EntryConsents(int DocumentVersion, int Given, int Missing)
{
    /// <summary>Who signs a sheet consents to what is printed on it.</summary>
    public static EntryConsents OfPaper(int version, ConsentRecord printed) => new(version, printed.Number, printed.Number);

    /// <summary>An imported consent is what the evidence says; without evidence, both records are the same.</summary>
    public static EntryConsents OfImport(Petition petition, ConsentRecord given, ConsentRecord missing) =>
        new(petition.CurrentVersion, given.Number, missing.Number);

    /// <summary>Nothing is stored with it.</summary>
    public static EntryConsents OfDryRun(Petition petition) => new(petition.CurrentVersion, 0, 0);

    /// <summary>The record of a line.</summary>
    public int Of(EntryLine line) => line.Paper is not null || line.HasConsent ? Given : Missing;
}
