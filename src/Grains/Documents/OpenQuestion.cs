namespace Petitions.Grains.Documents;

/// <summary>
/// A question that stands where a value belongs: <c>title: "? What is asked, in one line"</c>. Drafts have one for each thing that the
/// letter does not say; a document with a question is not published. Whoever answers replaces the whole value.
/// </summary>
internal static class OpenQuestion
{
    /// <summary>What a question begins with. YAML reads an unquoted <c>? </c> as a key, so questions stand in quotes.</summary>
    public const string Mark = "? ";

    private const int QuestionCharsMax = 1_000;

    /// <summary>The question in a value; null when the value is none.</summary>
    public static string? In(string value) =>
        value.TrimEnd() == "?" ? "" : value.StartsWith(Mark, StringComparison.Ordinal) ? value[Mark.Length..].Trim() : null;

    /// <summary>The message about a question, which says it in full: the author answers it from the message alone.</summary>
    public static string Describe(string question, FieldDefinition definition)
    {
        var asked = DocumentText.ToPrintable(question.Length <= QuestionCharsMax ? question : question[..QuestionCharsMax] + "…");
        return asked.Length == 0 ? $"is not answered: write for example `{definition.Example}`"
            : $"is not answered: {asked} Write for example `{definition.Example}`";
    }
}
