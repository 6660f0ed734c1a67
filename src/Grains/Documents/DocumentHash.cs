using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Petitions.Grains.Documents;

/// <summary>
/// The proof of what a signer saw: SHA-256 in lower-case hexadecimal. Goals, dates, the counter, the challenge and whether it is a
/// rehearsal may change without anybody having signed something else, and are not in it.
/// </summary>
/// <remarks>
/// What is hashed, in UTF-8, so that anybody can compute it again: a line <c>petition/v1</c>, then each field as a line <c>name n</c>
/// (n values follow; 0 where the document has none; no line for a <c>letterLang</c> that is not stated) and each value as
/// <c>bytes:value</c> and a new line. The lengths make it unambiguous: no value can pass for the beginning of another field.
/// </remarks>
public static class DocumentHash
{
    /// <summary>Hash of everything that a signer of one language is shown. <see cref="PetitionText.Hash"/> itself is not read.</summary>
    public static string OfShown(PetitionFacts facts, PetitionText text) => OfText(new StringBuilder("petition/v1\n")
        .Field("lang", text.Lang)
        .FieldIfStated("letterLang", text.WrittenIn)
        .Field("title", text.Title)
        .Field("subject", text.Subject)
        .Field("letter", text.Letter)
        .Field("addressee.name", facts.Addressee.Name)
        .Field("addressee.office", facts.Addressee.Office)
        .Field("addressee.address", facts.Addressee.Address)
        .Field("addressee.country", facts.Addressee.Country)
        .Field("alsoTo", facts.AlsoTo)
        .Field("transfer.country", facts.Transfer?.Country)
        .Field("transfer.adequacy", facts.Transfer?.Adequacy.Word())
        .Field("transfer.fields", facts.Transfer?.Fields ?? [])
        .Field("transfer.risks", text.Risks)
        .Field("consent.version", facts.ConsentVersion)
        .Field("consent.method", facts.ConsentMethod.Word())
        .Field("consent.text", text.ConsentText)
        .Field("newsletter.version", facts.NewsletterVersion)
        .Field("newsletter.text", text.NewsletterText)
        .Field("privacyNotice", facts.PrivacyNotice)
        .Field("safeCountries", facts.SafeCountries)
        .Field("minimumAge", facts.MinimumAge.ToString(CultureInfo.InvariantCulture))
        .Field("controller.name", facts.Controller.Name)
        .Field("controller.contact", facts.Controller.Contact)
        .Field("handover.retentionDays", facts.RetentionDays.ToString(CultureInfo.InvariantCulture))
        .ToString());

    /// <summary>SHA-256 of <paramref name="text"/> in UTF-8, in lower-case hexadecimal.</summary>
    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // A field that the form got later: documents without it keep the hash that they were signed with.
    private static StringBuilder FieldIfStated(this StringBuilder into, string name, string? value) =>
        value is null ? into : into.Field(name, value);

    private static StringBuilder Field(this StringBuilder into, string name, string? value) =>
        into.Field(name, value is null ? [] : ImmutableArray.Create(value));

    private static StringBuilder Field(this StringBuilder into, string name, ImmutableArray<string> values)
    {
        into.Append(CultureInfo.InvariantCulture, $"{name} {values.Length}\n");
        foreach (var value in values) into.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(value)}:{value}\n");
        return into;
    }
}
