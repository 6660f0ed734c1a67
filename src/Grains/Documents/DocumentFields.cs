using System.Globalization;

namespace Petitions.Grains.Documents;

/// <summary>
/// The values of a document by the names of its front matter, in the order in which authors write them. Null where it states none.
/// </summary>
internal static class DocumentFields
{
    /// <summary>What all languages share.</summary>
    public static IEnumerable<(string Name, string? Value)> OfFacts(PetitionFacts facts) =>
    [
        ("addressee.name", facts.Addressee.Name),
        ("addressee.office", facts.Addressee.Office),
        ("addressee.address", List(facts.Addressee.Address, "; ")),
        ("addressee.country", facts.Addressee.Country),
        ("alsoTo", List(facts.AlsoTo, "; ")),
        ("transfer.country", facts.Transfer?.Country),
        ("transfer.adequacy", facts.Transfer?.Adequacy.Word()),
        ("transfer.fields", List(facts.Transfer?.Fields ?? [])),
        ("consent.version", facts.ConsentVersion),
        ("consent.method", facts.ConsentMethod.Word()),
        ("newsletter.version", facts.NewsletterVersion),
        ("privacyNotice", facts.PrivacyNotice),
        ("safeCountries", facts.SafeCountries),
        ("optionalFields", List(PetitionFacts.OptionalFields.Where(facts.Asks))),
        ("minimumAge", Number(facts.MinimumAge)),
        ("opensAt", DocumentTime.Write(facts.OpensAt)),
        ("closesAt", facts.ClosesAt is { } closesAt ? DocumentTime.Write(closesAt) : null),
        ("timeZone", facts.TimeZone),
        ("goals", List(facts.Goals.Select(Number))),
        ("confirmation", facts.ConfirmsEmail.ConfirmationWord()),
        ("counter", facts.Counter.Word()),
        ("challenge", facts.Challenge.Word()),
        ("rehearsal", facts.Rehearsal ? "true" : "false"),
        ("controller.name", facts.Controller.Name),
        ("controller.contact", facts.Controller.Contact),
        ("handover.retentionDays", Number(facts.RetentionDays)),
    ];

    /// <summary>What one language states for itself, without the letter.</summary>
    public static IEnumerable<(string Name, string? Value)> OfText(PetitionText text) =>
    [
        ("letterLang", text.WrittenIn),
        ("title", text.Title),
        ("subject", text.Subject),
        ("summary", text.Summary),
        ("transfer.risks", text.Risks),
        ("consent.text", text.ConsentText),
        ("newsletter.text", text.NewsletterText),
    ];

    private static string? List(IEnumerable<string> values, string separator = ", ") =>
        string.Join(separator, values) is { Length: > 0 } joined ? joined : null;

    private static string Number(int value) => Number((long)value);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
