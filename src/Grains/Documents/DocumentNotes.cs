using System.Collections.Immutable;

namespace Petitions.Grains.Documents;

/// <summary>
/// The problems and warnings found so far in one petition. Holds at most <see cref="ProblemsMax"/> problems: nobody reads more, and a
/// hostile file could have ten thousands.
/// </summary>
internal sealed class DocumentNotes
{
    public const int ProblemsMax = 100;

    private readonly List<DocumentProblem> _problems = [];
    private readonly List<DocumentProblem> _warnings = [];

    public bool AnyProblem => _problems.Count > 0;

    /// <summary>True when further problems are dropped; reading on is of no use then.</summary>
    public bool Full => _problems.Count >= ProblemsMax;

    public void Problem(string file, int line, string field, string message)
    {
        if (!Full) _problems.Add(new(file, line, field, message));
    }

    public void Problem(StatedField field, string message) => Problem(field.File, field.Line, field.Path, message);

    public void Warning(string file, int line, string field, string message) => _warnings.Add(new(file, line, field, message));

    /// <summary>
    /// The reading without a document, or with <paramref name="document"/> when no problem was found. Notes are in the order of the files.
    /// </summary>
    public DocumentParseResult Conclude(PetitionDocument? document = null) =>
        new(AnyProblem ? null : document, InOrder(_problems), InOrder(_warnings));

    private static ImmutableArray<DocumentProblem> InOrder(List<DocumentProblem> notes) =>
        [.. notes.OrderBy(note => note.File, StringComparer.Ordinal).ThenBy(note => note.Line)];
}
