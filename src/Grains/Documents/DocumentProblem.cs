using System.Globalization;

namespace Petitions.Grains.Documents;

/// <summary>Something in a document that its author should change.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Line">Line in the file, from 1; the opening fence is line 1.</param>
/// <param name="Field">Dotted path such as <c>transfer.country</c>, or letter, front matter, file, folder.</param>
/// <param name="Message">What is wrong, and what to write instead.</param>
public sealed record DocumentProblem(string File, int Line, string Field, string Message)
{
    /// <summary>The problem as one line of printable text: <c>file:line: field: message</c>.</summary>
    public override string ToString() =>
        DocumentText.Printable(string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Field}: {Message}"));
}
