using System.Collections.Immutable;

namespace Petitions.Grains.Documents;

/// <summary>
/// Collects the problems and warnings of one petition. At most <see cref="ProblemsMax"/> problems are kept and the rest is dropped,
/// because a hostile file could cause tens of thousands.
/// </summary>
internal sealed class DocumentDiagnostics
{
    public const int ProblemsMax = 100;

    private readonly List<DocumentProblem> _problems = [];
    private readonly List<DocumentProblem> _warnings = [];

    public bool HasProblems => _problems.Count > 0;

    /// <summary>True when further problems are dropped.</summary>
    public bool IsFull => _problems.Count >= ProblemsMax;

    public void AddProblem(string file, int line, string field, string message)
    {
        if (!IsFull) _problems.Add(new(file, line, field, message));
    }

    public void AddProblem(ParsedField field, string message) => AddProblem(field.File, field.Line, field.Path, message);

    public void AddWarning(string file, int line, string field, string message) => _warnings.Add(new(file, line, field, message));

    /// <summary>
    /// The result, sorted by file and line. It contains <paramref name="document"/> only when there are no problems.
    /// </summary>
    public DocumentParseResult ToResult(PetitionDocument? document = null) =>
        new(HasProblems ? null : document, InOrder(_problems), InOrder(_warnings));

    private static ImmutableArray<DocumentProblem> InOrder(List<DocumentProblem> list) =>
        [.. list.OrderBy(entry => entry.File, StringComparer.Ordinal).ThenBy(entry => entry.Line)];
}
