using System.Collections.Immutable;

namespace Petitions.Grains.Documents;

/// <summary>
/// The problems and warnings found so far in one petition. Holds at most <see cref="ProblemsMax"/> problems: nobody reads more, and a
/// hostile file could have ten thousands.
/// </summary>
internal sealed class DocumentDiagnostics
{
    public const int ProblemsMax = 100;

    private readonly List<DocumentProblem> _problems = [];
    private readonly List<DocumentProblem> _warnings = [];

    public bool HasProblems => _problems.Count > 0;

    /// <summary>True when further problems are dropped; reading on is of no use then.</summary>
    public bool IsFull => _problems.Count >= ProblemsMax;

    public void AddProblem(string file, int line, string field, string message)
    {
        if (!IsFull) _problems.Add(new(file, line, field, message));
    }

    public void AddProblem(ParsedField field, string message) => AddProblem(field.File, field.Line, field.Path, message);

    public void AddWarning(string file, int line, string field, string message) => _warnings.Add(new(file, line, field, message));

    /// <summary>
    /// The reading without a document, or with <paramref name="document"/> when no problem was found. Notes are in the order of the files.
    /// </summary>
    public DocumentParseResult ToResult(PetitionDocument? document = null) =>
        new(HasProblems ? null : document, InOrder(_problems), InOrder(_warnings));

    private static ImmutableArray<DocumentProblem> InOrder(List<DocumentProblem> list) =>
        [.. list.OrderBy(entry => entry.File, StringComparer.Ordinal).ThenBy(entry => entry.Line)];
}
