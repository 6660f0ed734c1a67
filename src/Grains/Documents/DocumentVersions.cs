using System.Collections.Immutable;

namespace Petitions.Grains.Documents;

/// <summary>Makes the next version of a document: its number and the consent records that its signers can get.</summary>
internal static class DocumentVersions
{
    public static DocumentVersion Next(ImmutableArray<DocumentVersion> earlier, PetitionDocument document, DateTimeOffset now)
    {
        var number = earlier.IsEmpty ? 1 : earlier[^1].Number + 1;
        var nextRecord = 1 + earlier.SelectMany(version => version.Consents).Select(record => record.Number).DefaultIfEmpty(0).Max();

        var records = ImmutableArray.CreateBuilder<ConsentRecord>();
        foreach (var text in document.Texts)
        {
            var main = MainConsent(document.Facts, text);
            records.Add(new(nextRecord++, text.Lang, text.Hash, [main]));
            if (document.Facts.NewsletterVersion is { } newsletter)
                records.Add(new(nextRecord++, text.Lang, text.Hash, [main, Newsletter(newsletter, text)]));
        }
        return new(number, now, records.ToImmutable());
    }

    private static Consent MainConsent(PetitionFacts facts, PetitionText text) => new(
        facts.Transfer is null ? Consent.Signing : Consent.Transfer,
        facts.ConsentVersion,
        DocumentHash.OfText(text.ConsentText),
        facts.ConsentMethod,
        facts.Transfer?.Country,
        facts.Transfer?.Adequacy);

    private static Consent Newsletter(string version, PetitionText text) =>
        new(Consent.Newsletter, version, DocumentHash.OfText(text.NewsletterText ?? ""), ConsentMethod.Checkbox, null, null);
}
