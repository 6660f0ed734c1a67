namespace Petitions.Grains.Entry;

/// <summary>One line as it was written, before <see cref="EntryValidator"/>. Empty is the same as missing.</summary>
/// <param name="GivenName">Given name.</param>
/// <param name="FamilyName">Family name.</param>
/// <param name="Email">E-mail address; only paper may have none.</param>
/// <param name="Place">Place of residence.</param>
/// <param name="Country">Country of residence, ISO 3166-1 alpha-2.</param>
/// <param name="Sheet">Name of the sheet; paper only.</param>
/// <param name="Line">Number of the line on the sheet; paper only.</param>
/// <param name="SignedAt">When it was signed: a date, or a date and a time; without an offset it is UTC.</param>
/// <param name="ConfirmedAt">When the address was confirmed; import only.</param>
/// <param name="Consent">Whether the person consented to the processing: true or false; import only.</param>
/// <param name="ConsentText">Which text they consented to; import only.</param>
public sealed record EntryFields(
    string? GivenName = null, string? FamilyName = null, string? Email = null, string? Place = null, string? Country = null,
    string? Sheet = null, string? Line = null, string? SignedAt = null, string? ConfirmedAt = null, string? Consent = null,
    string? ConsentText = null);

/// <summary>Something wrong with a line.</summary>
/// <param name="Field">The field, by its name in the API.</param>
/// <param name="Text">What is wrong and what to do, after the name of the field.</param>
public readonly record struct EntryFault(string Field, string Text);
