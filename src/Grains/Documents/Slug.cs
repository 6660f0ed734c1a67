using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Petitions.Grains.Documents;

/// <summary>
/// The name of a petition in URLs, documents and tables: a lower-case letter, then 2 to 63 lower-case letters, digits or hyphens.
/// </summary>
public static partial class Slug
{
    /// <summary>The form of a slug, as shown in error messages.</summary>
    public const string Form = "^[a-z][a-z0-9-]{2,63}$";

    /// <summary>True when <paramref name="text"/> has the form of a slug; whether the petition exists is not checked.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) => text is not null && Pattern().IsMatch(text);

    /// <summary>
    /// The key of the petition's grain. Persistence.AdoNet parses a string key that looks like a decimal or hexadecimal number as a number,
    /// so that "cafe" and "0cafe" would share a row. The prefix prevents that.
    /// </summary>
    public static string ToGrainKey(string slug) => "petition/" + slug;

    /// <summary>The slug inside a grain key made by <see cref="ToGrainKey"/>.</summary>
    public static string FromGrainKey(string key) => key["petition/".Length..];

    // \z and not $: in .NET a $ also matches before a final newline.
    [GeneratedRegex(@"^[a-z][a-z0-9-]{2,63}\z")]
    private static partial Regex Pattern();
}
