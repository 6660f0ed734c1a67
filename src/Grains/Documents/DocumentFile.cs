using System.Text.RegularExpressions;

namespace Petitions.Grains.Documents;

/// <summary>One language of a petition as it was written.</summary>
/// <param name="Name">File name without folder; see <see cref="NameForm"/>.</param>
/// <param name="Content">The whole file, at most <see cref="BytesMax"/> in UTF-8.</param>
public sealed partial record DocumentFile(string Name, string Content)
{
    /// <summary>Size of a file in bytes of UTF-8; a larger one is refused.</summary>
    public const int BytesMax = 256 * 1024;

    /// <summary>The form of a file name, as problems state it.</summary>
    public const string NameForm = "slug.lang.md";

    /// <summary>What the file name says, or null when it has another form than <see cref="NameForm"/>.</summary>
    public static DocumentName? ReadName(string name)
    {
        var match = NamePattern().Match(name);
        return match.Success && Slug.IsValid(match.Groups[1].Value) ? new(match.Groups[1].Value, match.Groups[2].Value) : null;
    }

    /// <summary>True for a BCP 47 tag of the form that file names have, such as <c>en</c> or <c>pt-BR</c>.</summary>
    public static bool IsLang(string tag) => LangPattern().IsMatch(tag);

    [GeneratedRegex(@"^[a-z]{2,3}(-[A-Z]{2})?\z")]
    private static partial Regex LangPattern();

    [GeneratedRegex(@"^([a-z0-9-]+)\.([a-z]{2,3}(?:-[A-Z]{2})?)\.md\z")]
    private static partial Regex NamePattern();
}

/// <summary>The parts of a file name.</summary>
/// <param name="Slug">The petition's name; <see cref="Slug.IsValid"/> holds.</param>
/// <param name="Lang">Language of the text: a BCP 47 tag of language and, where it matters, country.</param>
public readonly record struct DocumentName(string Slug, string Lang);
