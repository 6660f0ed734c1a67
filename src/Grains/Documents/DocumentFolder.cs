using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Petitions.Grains.Documents;

/// <summary>
/// Reads a folder of documents. An unreadable file or folder becomes a problem of one <see cref="PetitionFiles"/>; all other files are
/// still read.
/// </summary>
public static partial class DocumentFolder
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Reads every file directly in <paramref name="path"/> and groups them by petition, sorted by name. README.md, hidden files and what
    /// editors and file managers leave behind are ignored. An unreadable folder is returned as one group with that problem.
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
        return ReadFiles(files.Where(file => !IsIgnored(Path.GetFileName(file))));
    }

    /// <summary>Reads the files at these paths, none of which is ignored, and groups them by petition, sorted by name.</summary>
    public static ImmutableArray<PetitionFiles> ReadFiles(IEnumerable<string> paths) =>
    [
        .. paths
            .GroupBy(file => DocumentFile.ReadName(Path.GetFileName(file))?.Slug ?? Path.GetFileName(file))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => ReadGroup(group.Key, group.Order(StringComparer.Ordinal))),
    ];

    private static bool IsIgnored(string name) =>
        name.StartsWith('.') || name.Equals("README.md", StringComparison.OrdinalIgnoreCase) || JunkPattern().IsMatch(name);

    // Copies of vim (x.md~, x.md.swp), Emacs (#x.md#), Office (~$x.md) and others; folders' data of Windows and macOS.
    [GeneratedRegex(
        @"^(~\$.*|#.*#|.*~|.*\.(bak|backup|orig|rej|old|tmp|temp|swp|swo|swx|part|crdownload)|(eh)?thumbs\.db|desktop\.ini|icon\r)\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex JunkPattern();

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
            // Read up to the limit instead of the reported length: a device file reports a length of 0.
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
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return ("", "cannot be read, since it does not exist: check its name");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return ("", $"cannot be read ({unreadable.Message}): check its permissions");
        }
    }
}

/// <summary>The files of one petition in a folder.</summary>
/// <param name="Slug">The petition's slug; the file name when that is not a document name.</param>
/// <param name="Files">The files that could be read, sorted by name.</param>
/// <param name="Problems">One problem per file that could not be read.</param>
public sealed record PetitionFiles(string Slug, ImmutableArray<DocumentFile> Files, ImmutableArray<DocumentProblem> Problems)
{
    /// <summary>Parses the document. The result has no document when one of the files could not be read.</summary>
    public DocumentParseResult Parse(DocumentDefaults? defaults = null)
    {
        if (Problems.IsEmpty) return DocumentParser.Parse(Files, defaults);
        // The unreadable file may contain what seems to be missing in the others, so the others are not validated.
        return new(null, Problems, []);
    }
}
