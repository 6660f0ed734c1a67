using System.Text.RegularExpressions;

namespace Petitions.Grains.Documents;

/// <summary>The source file of one language of a petition.</summary>
/// <param name="Name">File name without folder; see <see cref="NameForm"/>.</param>
/// <param name="Content">The whole file; at most <see cref="BytesMax"/> bytes in UTF-8.</param>
public sealed partial record DocumentFile(string Name, string Content)
{
    /// <summary>Maximum size of a file in bytes of UTF-8; a larger file is rejected.</summary>
    public const int BytesMax = 256 * 1024;

    /// <summary>The required form of a file name, as shown in messages.</summary>
    public const string NameForm = "slug.lang.md";

    /// <summary>The parts of a file name; null when the name does not have the form <see cref="NameForm"/>.</summary>
    public static DocumentName? ReadName(string name)
    {
        var match = NamePattern().Match(name);
        return match.Success && Slug.IsValid(match.Groups[1].Value) && LanguageTag.Canonical(match.Groups[2].Value) is { } lang
            ? new(match.Groups[1].Value, lang) : null;
    }

    [GeneratedRegex(@"^([a-z0-9-]+)\.([A-Za-z0-9-]+)\.md\z")]
    private static partial Regex NamePattern();
}

/// <summary>The parts of a file name.</summary>
/// <param name="Slug">The petition's name; <see cref="Slug.IsValid"/> holds.</param>
/// <param name="Lang">Language of the text: a BCP 47 tag; see <see cref="LanguageTag.Canonical"/>.</param>
public readonly record struct DocumentName(string Slug, string Lang);
