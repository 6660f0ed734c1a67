using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Petitions.Grains.Documents;

/// <summary>
/// Parses the front matter of one file into fields: each with its line number, normalised and within its limits. It does not check values
/// against each other.
/// </summary>
internal sealed class FrontMatter
{
    private const string NotAField = "is not a field name: write only lines of the form `name: value`";

    private readonly string _file;
    private readonly DocumentDiagnostics _diagnostics;
    private readonly YamlSubsetParser _yaml;
    private readonly string[] _lines;
    private readonly Dictionary<string, ParsedField> _fields = new(StringComparer.Ordinal);
    private int _problemCount;

    private FrontMatter(string file, string yaml, DocumentDiagnostics diagnostics)
    {
        _file = file;
        _diagnostics = diagnostics;
        _lines = yaml.Split('\n');
        _yaml = new YamlSubsetParser(new StringReader(yaml));
    }

    /// <summary>
    /// The fields by path, in file order. Returns null and reports a problem when <paramref name="yaml"/> cannot be parsed to its end.
    /// Line 1 of <paramref name="yaml"/> must be line 1 of the file.
    /// </summary>
    public static IReadOnlyDictionary<string, ParsedField>? Read(string file, string yaml, DocumentDiagnostics diagnostics)
    {
        var matter = new FrontMatter(file, yaml, diagnostics);
        try
        {
            return matter.ReadAll() ? matter._fields : null;
        }
        catch (YamlException failure) when (matter.NearestInvisible((int)Math.Max(1, failure.Start.Line)) is { } found)
        {
            // It breaks the indentation or hides a colon, and the parser's message is about something else.
            diagnostics.AddProblem(file, found.Line, "front matter", found.Message);
            return null;
        }
        catch (YamlException failure)
        {
            diagnostics.AddProblem(file, (int)Math.Max(1, failure.Start.Line), "front matter", failure is UnsupportedYamlException
                ? failure.Message
                : $"cannot be read ({failure.Message.TrimEnd('.')}): "
                    + "indent with spaces, and put a value that contains `: ` or begins with a sign in quotes");
            return null;
        }
    }

    private bool ReadAll()
    {
        _yaml.Consume<StreamStart>();
        if (_yaml.Accept<StreamEnd>(out _))
        {
            _diagnostics.AddProblem(_file, 1, "front matter",
                "has no fields: write them between the two `---` lines, first `schema: petition/v1`");
            return false;
        }
        _yaml.Consume<DocumentStart>();
        if (!_yaml.Accept<MappingStart>(out _))
        {
            _diagnostics.AddProblem(_file, Line(_yaml.Current!), "front matter", "has no fields: write lines of the form `name: value`");
            return false;
        }
        ReadSection("");
        _yaml.Consume<DocumentEnd>();
        // Reads on to the end, so that a second YAML document is rejected.
        _yaml.Consume<StreamEnd>();
        return true;
    }

    private void ReadSection(string prefix)
    {
        _yaml.Consume<MappingStart>();
        while (!_yaml.TryConsume<MappingEnd>(out _))
        {
            if (_yaml.Accept<Scalar>(out var name) && name.Value.Length > 0)
            {
                _yaml.Consume<Scalar>();
                ReadField(prefix, name.Value, Line(name));
                continue;
            }
            _diagnostics.AddProblem(_file, Line(_yaml.Current!), prefix.Length > 0 ? prefix.TrimEnd('.') : "front matter", NotAField);
            _yaml.SkipThisAndNestedEvents();
            // For an empty name at the start of a mapping, YamlDotNet reports no value.
            if (!_yaml.Accept<MappingEnd>(out _)) _yaml.SkipThisAndNestedEvents();
        }
    }

    private void ReadField(string section, string name, int line)
    {
        var path = section + name;
        if (name.Contains('.') || !FieldDefinition.All.TryGetValue(path, out var definition))
        {
            ReportUnknown(path, line);
            _yaml.SkipThisAndNestedEvents();
        }
        else if (_fields.TryGetValue(path, out var first))
        {
            _diagnostics.AddProblem(_file, line, path, $"is written twice, first on line {first.Line}: keep one of the two");
            _yaml.SkipThisAndNestedEvents();
        }
        else if (!HasShape(definition.Shape))
        {
            var message = _yaml.Accept<Scalar>(out var scalar) && OpenQuestion.In(scalar.Value) is { } question
                ? OpenQuestion.Describe(question, definition)
                : $"{(IsEmptyScalar() ? "is empty" : "has the wrong form")}: write for example `{definition.Example}`";
            _diagnostics.AddProblem(_file, line, path, message);
            _fields.Add(path, new(_file, line, definition, [], IsValid: false));
            _yaml.SkipThisAndNestedEvents();
        }
        else
        {
            // Added before its nested fields, to keep the fields in file order.
            _fields.Add(path, new(_file, line, definition, [], IsValid: true));
            if (definition.Shape == FieldShape.Section) ReadSection(path + ".");
            else _fields[path] = ReadValues(definition, line);
        }
    }

    private ParsedField ReadValues(FieldDefinition definition, int line)
    {
        var problemsBefore = _problemCount;
        List<string> values = definition.Shape == FieldShape.List ? ReadList(definition) : [ReadValue(definition)];
        return new(_file, line, definition, values, IsValid: _problemCount == problemsBefore);
    }

    private List<string> ReadList(FieldDefinition definition)
    {
        var values = new List<string>();
        _yaml.Consume<SequenceStart>();
        for (var read = 0; !_yaml.TryConsume<SequenceEnd>(out _); read++)
        {
            if (read < definition.ValuesMax && _yaml.Accept<Scalar>(out _))
            {
                values.Add(ReadValue(definition));
                continue;
            }
            if (read < definition.ValuesMax)
                ReportProblem(definition, Line(_yaml.Current!), $"has an entry that is not text: write for example `{definition.Example}`");
            if (read == definition.ValuesMax)
                ReportProblem(definition, Line(_yaml.Current!), $"has more than {definition.ValuesMax} entries: shorten the list");
            _yaml.SkipThisAndNestedEvents();
        }
        return values;
    }

    private string ReadValue(FieldDefinition definition)
    {
        var scalar = _yaml.Consume<Scalar>();
        var line = Line(scalar);
        var raw = DocumentText.NormaliseNewlines(scalar.Value);
        if (DocumentText.IndexOfForbidden(raw) is >= 0 and var at)
        {
            ReportProblem(definition, line, DocumentText.DescribeForbidden(raw, at));
            return "";
        }
        var value = DocumentText.Normalise(raw);
        if (OpenQuestion.In(value) is { } question)
        {
            ReportProblem(definition, line, OpenQuestion.Describe(question, definition));
            return "";
        }
        if (!definition.Prose && InvisibleText.IndexIn(value) is >= 0 and var hidden)
        {
            ReportProblem(definition, line, InvisibleText.Describe(value, hidden));
            return "";
        }
        if (!InvisibleText.HasVisible(value)) ReportProblem(definition, line, $"is empty: write for example `{definition.Example}`");
        if (value.Length > definition.CharsMax)
            ReportProblem(definition, line, $"has {value.Length} characters: shorten it to at most {definition.CharsMax}");
        else if (definition is { Prose: true, PerLanguage: true } && LetterMarkdown.FaultOfPlain(value) is { } fault)
        {
            if (fault.IsWarning) _diagnostics.AddWarning(_file, line, definition.Path, fault.Message);
            else ReportProblem(definition, line, fault.Message);
        }
        if (definition.Shape != FieldShape.Text && value.Contains('\n'))
            ReportProblem(definition, line, "has several lines: write it on one line");
        return value;
    }

    private void ReportProblem(FieldDefinition definition, int line, string message)
    {
        _problemCount++;
        _diagnostics.AddProblem(_file, line, definition.Path, message);
    }

    private void ReportUnknown(string path, int line)
    {
        if (_diagnostics.IsFull) return;
        if (StructureOf(line) is { } structure && InvisibleText.IndexIn(structure) is >= 0 and var hidden)
        {
            var seen = DocumentText.Excerpt(InvisibleText.Remove(path));
            _diagnostics.AddProblem(_file, line, seen, InvisibleText.Describe(structure, hidden));
            return;
        }
        var near = FieldDefinition.Nearest(path);
        _diagnostics.AddProblem(_file, line, DocumentText.Excerpt(path),
            near is null ? "is unknown: remove it"
            : near == path ? $"is written with a dot: write `{path.Replace(".", ": { ", StringComparison.Ordinal)}: … }}`"
            : $"is unknown: did you mean `{near}`?");
    }

    // The indentation and the name of a field: what stands before the colon. Null past the last line.
    private string? StructureOf(int line) =>
        line < 1 || line > _lines.Length ? null
        : _lines[line - 1].IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? _lines[line - 1][..colon]
        : _lines[line - 1];

    // The parser notices a fault on its line, or on the one after.
    private (int Line, string Message)? NearestInvisible(int failure)
    {
        foreach (var line in new[] { failure, failure - 1, failure + 1 })
        {
            if (StructureOf(line) is { } structure && InvisibleText.IndexIn(structure) is >= 0 and var at)
                return (line, InvisibleText.Describe(structure, at));
        }
        return null;
    }

    private bool HasShape(FieldShape shape) => shape switch
    {
        FieldShape.Section => _yaml.Accept<MappingStart>(out _),
        FieldShape.List => _yaml.Accept<SequenceStart>(out _),
        _ => _yaml.Accept<Scalar>(out _) && !IsEmptyScalar(),
    };

    private bool IsEmptyScalar() =>
        _yaml.Accept<Scalar>(out var scalar) && scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" };

    private static int Line(ParsingEvent read) => (int)read.Start.Line;
}
