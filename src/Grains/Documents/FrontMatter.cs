using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Petitions.Grains.Documents;

/// <summary>
/// Reads the fields of one file's front matter: each with its line, in its final form and within its bounds. Whether the values fit each
/// other is not judged here.
/// </summary>
internal sealed class FrontMatter
{
    private const string NotAField = "is no field name: write `name: value` lines only";

    private readonly string _file;
    private readonly DocumentNotes _notes;
    private readonly YamlSubsetParser _yaml;
    private readonly Dictionary<string, StatedField> _fields = new(StringComparer.Ordinal);
    private int _refused;

    private FrontMatter(string file, string yaml, DocumentNotes notes)
    {
        _file = file;
        _notes = notes;
        _yaml = new YamlSubsetParser(new StringReader(yaml));
    }

    /// <summary>
    /// The fields by path, in the order of the file; null when <paramref name="yaml"/> cannot be read to its end, which is noted.
    /// Line 1 of <paramref name="yaml"/> must be line 1 of the file.
    /// </summary>
    public static IReadOnlyDictionary<string, StatedField>? Read(string file, string yaml, DocumentNotes notes)
    {
        var matter = new FrontMatter(file, yaml, notes);
        try
        {
            return matter.ReadAll() ? matter._fields : null;
        }
        catch (YamlException failure)
        {
            notes.Problem(file, (int)Math.Max(1, failure.Start.Line), "front matter", failure is RefusedYamlException
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
            _notes.Problem(_file, 1, "front matter", "has no fields: write them between the two `---` lines, first `schema: petition/v1`");
            return false;
        }
        _yaml.Consume<DocumentStart>();
        if (!_yaml.Accept<MappingStart>(out _))
        {
            _notes.Problem(_file, Line(_yaml.Current!), "front matter", "has no fields: write lines of the form `name: value`");
            return false;
        }
        ReadSection("");
        _yaml.Consume<DocumentEnd>();
        // Moves to the end, so that a second document is seen and refused.
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
            _notes.Problem(_file, Line(_yaml.Current!), prefix.Length > 0 ? prefix.TrimEnd('.') : "front matter", NotAField);
            _yaml.SkipThisAndNestedEvents();
            // The library reports no value for an empty name at the beginning.
            if (!_yaml.Accept<MappingEnd>(out _)) _yaml.SkipThisAndNestedEvents();
        }
    }

    private void ReadField(string section, string name, int line)
    {
        var path = section + name;
        if (name.Contains('.') || !DocumentField.All.TryGetValue(path, out var rule))
        {
            ReportUnknown(path, line);
            _yaml.SkipThisAndNestedEvents();
        }
        else if (_fields.TryGetValue(path, out var first))
        {
            _notes.Problem(_file, line, path, $"is written twice, first on line {first.Line}: keep one of the two");
            _yaml.SkipThisAndNestedEvents();
        }
        else if (!HasShape(rule.Shape))
        {
            var fault = IsEmptyScalar() ? "is empty" : "has another form than it should";
            _notes.Problem(_file, line, path, $"{fault}: write for example `{rule.Example}`");
            _fields.Add(path, new(_file, line, rule, [], Sound: false));
            _yaml.SkipThisAndNestedEvents();
        }
        else
        {
            // Known before its inner fields are, so that fields stand in the order of the file.
            _fields.Add(path, new(_file, line, rule, [], Sound: true));
            if (rule.Shape == FieldShape.Section) ReadSection(path + ".");
            else _fields[path] = ReadValues(rule, line);
        }
    }

    private StatedField ReadValues(DocumentField rule, int line)
    {
        var refusedBefore = _refused;
        List<string> values = rule.Shape == FieldShape.List ? ReadList(rule) : [ReadValue(rule)];
        return new(_file, line, rule, values, Sound: _refused == refusedBefore);
    }

    private List<string> ReadList(DocumentField rule)
    {
        var values = new List<string>();
        _yaml.Consume<SequenceStart>();
        for (var read = 0; !_yaml.TryConsume<SequenceEnd>(out _); read++)
        {
            if (read < rule.ValuesMax && _yaml.Accept<Scalar>(out _))
            {
                values.Add(ReadValue(rule));
                continue;
            }
            if (read < rule.ValuesMax)
                Refuse(rule, Line(_yaml.Current!), $"has an entry that is not text: write for example `{rule.Example}`");
            if (read == rule.ValuesMax) Refuse(rule, Line(_yaml.Current!), $"has more than {rule.ValuesMax} entries: shorten the list");
            _yaml.SkipThisAndNestedEvents();
        }
        return values;
    }

    private string ReadValue(DocumentField rule)
    {
        var scalar = _yaml.Consume<Scalar>();
        var line = Line(scalar);
        var raw = DocumentText.WithPlainNewlines(scalar.Value);
        if (DocumentText.FindForbidden(raw) is >= 0 and var at)
        {
            Refuse(rule, line, DocumentText.Explain(raw[at]));
            return "";
        }
        var value = DocumentText.Normalise(raw);
        if (value.Length == 0) Refuse(rule, line, $"is empty: write for example `{rule.Example}`");
        if (value.Length > rule.CharsMax) Refuse(rule, line, $"has {value.Length} characters: shorten it to at most {rule.CharsMax}");
        if (rule.Shape != FieldShape.Text && value.Contains('\n')) Refuse(rule, line, "has several lines: write it on one line");
        return value;
    }

    private void Refuse(DocumentField rule, int line, string message)
    {
        _refused++;
        _notes.Problem(_file, line, rule.Path, message);
    }

    private void ReportUnknown(string path, int line)
    {
        if (_notes.Full) return;
        var near = DocumentField.Nearest(path);
        _notes.Problem(_file, line, DocumentText.Short(path),
            near is null ? "is unknown: remove it"
            : near == path ? $"is written with a dot: write `{path.Replace(".", ": { ", StringComparison.Ordinal)}: … }}`"
            : $"is unknown: did you mean `{near}`?");
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
