using System.Collections.Immutable;
using System.Text;

namespace Petitions.Grains.Documents;

/// <summary>
/// A folder of documents. Whatever is wrong with a file or with the folder becomes a problem of one <see cref="PetitionFiles"/>; the others
/// are read all the same.
/// </summary>
public static class DocumentFolder
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Reads every file in <paramref name="path"/>, not in its subfolders, grouped by petition in the order of names. README.md and hidden
    /// files are ignored. A folder that cannot be read comes back as one group with that problem.
    /// </summary>
    public static ImmutableArray<PetitionFiles> Read(string path)
    {
        string[] files;
        try
        {
            files = Directory.GetFiles(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var message = $"cannot be read ({unreadable.Message}): name a folder that exists and is readable";
            return [new(path, [], [new(path, 1, "folder", message)])];
        }
        return [.. files
            .Where(file => !IsIgnored(Path.GetFileName(file)))
            .GroupBy(file => DocumentFile.ReadName(Path.GetFileName(file))?.Slug ?? Path.GetFileName(file))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => ReadGroup(group.Key, group.Order(StringComparer.Ordinal)))];
    }

    private static bool IsIgnored(string name) => name.StartsWith('.') || name.Equals("README.md", StringComparison.OrdinalIgnoreCase);

    private static PetitionFiles ReadGroup(string name, IEnumerable<string> paths)
    {
        var files = ImmutableArray.CreateBuilder<DocumentFile>();
        var problems = ImmutableArray.CreateBuilder<DocumentProblem>();
        foreach (var path in paths)
        {
            var file = Path.GetFileName(path);
            var (content, problem) = ReadContent(path);
            if (problem is null) files.Add(new(file, content));
            else problems.Add(new(file, 1, "file", problem));
        }
        return new(name, files.ToImmutable(), problems.ToImmutable());
    }

    private static (string Content, string? Problem) ReadContent(string path)
    {
        try
        {
            // Read to the bound and not to the length that the file states: a device states none.
            using var stream = File.OpenRead(path);
            var bytes = new byte[DocumentFile.BytesMax + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length > DocumentFile.BytesMax
                ? ("", $"is larger than {DocumentFile.BytesMax / 1024} KB: shorten it")
                : (StrictUtf8.GetString(bytes, 0, length), null);
        }
        catch (DecoderFallbackException)
        {
            return ("", "is not UTF-8: save it with that encoding");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return ("", $"cannot be read ({unreadable.Message}): check its permissions");
        }
    }
}

/// <summary>The files of one petition as they lie in a folder.</summary>
/// <param name="Slug">The petition's name, or the file name when that has not the form of a document's.</param>
/// <param name="Files">The files that could be read, in the order of names.</param>
/// <param name="Problems">Those that could not.</param>
public sealed record PetitionFiles(string Slug, ImmutableArray<DocumentFile> Files, ImmutableArray<DocumentProblem> Problems)
{
    /// <summary>Reads the document; there is none when a file of it could not be read.</summary>
    public DocumentParseResult Parse()
    {
        if (Problems.IsEmpty) return DocumentParser.Parse(Files);
        // What the other files lack may stand in the one that could not be read, so they are not judged.
        return new(null, Problems, []);
    }
}
