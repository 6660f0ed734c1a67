using System.Collections.Immutable;
using Petitions.Grains.Documents;
using Petitions.Grains.Signing;

namespace Petitions.Grains.Handover;

/// <summary>
/// What of a signature leaves the system: this is the only place that decides it. Never the e-mail address, the language or the time.
/// </summary>
public static class ParcelFields
{
    /// <summary>The fields of a parcel: those that the document names, else the name.</summary>
    public static ImmutableArray<string> Of(PetitionFacts facts) =>
        facts.Transfer is { Fields: var named } ? [.. Transfer.FieldsAllowed.Where(named.Contains)] : ["givenName", "familyName"];

    /// <summary>
    /// The values of a person for the fields of a parcel, in their order; empty where the version that was signed does not name the field.
    /// </summary>
    internal static ParcelValues ValuesOf(PersonalData person, ImmutableArray<string> fields, PetitionFacts signed)
    {
        var allowed = Of(signed);
        return new(fields, [.. fields.Select(field => allowed.Contains(field) ? ValueOf(person, field) : "")]);
    }

    // Whoever has one name only writes a hyphen for the other one.
    private static string NameOf(string written) => written is "-" or "–" or "—" ? "" : written;

    private static string ValueOf(PersonalData person, string field) => field switch
    {
        "givenName" => NameOf(person.GivenName),
        "familyName" => NameOf(person.FamilyName),
        "place" => person.Place ?? "",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "This field never leaves the system."),
    };
}

/// <summary>What leaves of a person.</summary>
/// <param name="Fields">The fields of the parcel.</param>
/// <param name="InOrder">Their values, in the same order.</param>
internal readonly record struct ParcelValues(ImmutableArray<string> Fields, ImmutableArray<string> InOrder)
{
    /// <summary>The value of a field; empty when it does not leave.</summary>
    public string this[string field] => Fields.IndexOf(field) is >= 0 and var at ? InOrder[at] : "";
}
