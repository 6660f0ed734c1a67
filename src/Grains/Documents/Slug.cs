using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Petitions.Grains.Documents;

/// <summary>
/// The name of a petition in addresses, documents and tables: a lower-case letter, then 2 to 63 letters, digits or hyphens.
/// </summary>
public static partial class Slug
{
    /// <summary>The form of a slug, as documents and error messages state it.</summary>
    public const string Form = "^[a-z][a-z0-9-]{2,63}$";

    /// <summary>True when <paramref name="text"/> can be the name of a petition; says nothing about whether there is one.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) => text is not null && Pattern().IsMatch(text);

    /// <summary>
    /// The key of the petition's grain. Persistence.AdoNet parses a string key that looks like a number or like hexadecimal as one, and
    /// then "cafe" and "0cafe" would share a row; the prefix is neither.
    /// </summary>
    public static string ToGrainKey(string slug) => "petition/" + slug;

    /// <summary>The slug inside a grain key made by <see cref="ToGrainKey"/>.</summary>
    public static string FromGrainKey(string key) => key["petition/".Length..];

    // \z and not $: in .NET a $ also matches before a final newline.
    [GeneratedRegex(@"^[a-z][a-z0-9-]{2,63}\z")]
    private static partial Regex Pattern();
}
