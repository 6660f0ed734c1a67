using System.Collections.Immutable;

namespace Petitions.Silo.Entry;

/// <summary>Which columns a file has, and what they mean.</summary>
/// <param name="Platform">Where the file comes from; null for paper.</param>
/// <param name="Columns">The columns; their order in the file does not matter.</param>
/// <param name="IgnoresOthers">Further columns are passed over; else they are a mistake.</param>
internal sealed record ColumnMapping(string? Platform, ImmutableArray<Column> Columns, bool IgnoresOthers)
{
    /// <summary>What was signed on paper.</summary>
    public static ColumnMapping Paper { get; } = new(null,
    [
        new("given_name", EntryField.GivenName, true), new("family_name", EntryField.FamilyName, true), new("email", EntryField.Email),
        new("place", EntryField.Place), new("country", EntryField.Country), new("sheet", EntryField.Sheet, true),
        new("line", EntryField.Line, true), new("date", EntryField.SignedAt),
    ], IgnoresOthers: false);

    /// <summary>Any platform: the columns are renamed by hand.</summary>
    public static ColumnMapping Generic { get; } = new("generic",
    [
        new("email", EntryField.Email, true), new("given_name", EntryField.GivenName, true),
        new("family_name", EntryField.FamilyName, true), new("place", EntryField.Place), new("country", EntryField.Country),
        new("signed_at", EntryField.SignedAt, true), new("confirmed_at", EntryField.ConfirmedAt), new("consent", EntryField.Consent),
        new("consent_text", EntryField.ConsentText),
    ], IgnoresOthers: false);

    /// <summary>
    /// The table of signatures as ControlShift exports it. What is not named here, such as telephone number and network address, is not
    /// read; who unsubscribed is imported like everybody, because an import subscribes nobody.
    /// </summary>
    public static ColumnMapping ControlShift { get; } = new("controlshift",
    [
        new("email", EntryField.Email, true), new("first_name", EntryField.GivenName, true),
        new("last_name", EntryField.FamilyName, true), new("country", EntryField.Country),
        new("created_at", EntryField.SignedAt, true), new("confirmed_at", EntryField.ConfirmedAt),
        new("eu_data_processing_consent", EntryField.Consent), new("consent_content_version_id", EntryField.ConsentText),
        new("deleted_at", EntryField.DeletedAt), new("petition_id", EntryField.PetitionId),
    ], IgnoresOthers: true);

    /// <summary>The mappings of imports by their names.</summary>
    public static ImmutableArray<ColumnMapping> Imports => [ControlShift, Generic];

    /// <summary>The columns for people.</summary>
    public string Description =>
        string.Join(",", Columns.Where(column => column.IsRequired).Select(column => column.Name))
        + $" and, where there are such, {string.Join(",", Columns.Where(column => !column.IsRequired).Select(column => column.Name))}";

    /// <summary>The name of the column of a field, by the field's name in the admin API.</summary>
    public string NameOf(string field) =>
        Columns.FirstOrDefault(column => string.Equals($"{column.Field}", field, StringComparison.OrdinalIgnoreCase))?.Name ?? field;
}

/// <summary>A column.</summary>
internal sealed record Column(string Name, EntryField Field, bool IsRequired = false);

/// <summary>The meaning of a column: fields of the admin API, and what decides whether a line is passed over.</summary>
internal enum EntryField
{
    GivenName,
    FamilyName,
    Email,
    Place,
    Country,
    Sheet,
    Line,
    SignedAt,
    ConfirmedAt,
    Consent,
    ConsentText,
    DeletedAt,
    PetitionId,
}
