using System.Text;

namespace Petitions.Grains.Drafting;

/// <summary>Writes front matter line by line: values that are known, and questions for those that are not.</summary>
internal sealed class FrontMatterWriter
{
    private const int Indent = 2;

    private readonly StringBuilder _lines = new();
    private int _depth;

    /// <summary>What was written.</summary>
    public override string ToString() => _lines.ToString();

    /// <summary>A comment.</summary>
    public void Comment(string text) => Line("# " + text);

    /// <summary>A field with a value, or with a question when the value is null.</summary>
    public void Field(string name, string? value, string question) =>
        Line($"{name}: {(value is null ? YamlText.Question(question) : YamlText.Scalar(value))}");

    /// <summary>A field that is known.</summary>
    public void Field(string name, string value) => Line($"{name}: {YamlText.Scalar(value)}");

    /// <summary>A field that is asked for.</summary>
    public void Ask(string name, string question) => Field(name, null, question);

    /// <summary>A list; a null entry is a question.</summary>
    public void List(string name, IEnumerable<string?> entries, string question = "")
    {
        Line(name + ":");
        foreach (var entry in entries) Line($"  - {(entry is null ? YamlText.Question(question) : YamlText.Scalar(entry))}");
    }

    /// <summary>A list of words of the format, on one line.</summary>
    public void Words(string name, params ReadOnlySpan<string> words) => Line($"{name}: [{string.Join(", ", words)}]");

    /// <summary>A text of several lines, which are kept as they are.</summary>
    public void Text(string name, IEnumerable<string> lines)
    {
        Line($"{name}: |-");
        _depth++;
        foreach (var line in lines) Line(line);
        _depth--;
    }

    /// <summary>A section with further fields.</summary>
    public void Section(string name, Action write)
    {
        Line(name + ":");
        _depth++;
        write();
        _depth--;
    }

    private void Line(string text) => _lines.Append(' ', _depth * Indent).Append(text).Append('\n');
}
