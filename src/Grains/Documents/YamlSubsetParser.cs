using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Petitions.Grains.Documents;

/// <summary>
/// Parses the subset of YAML that front matter needs: mappings, lists and scalars, one document, nested at most <see cref="DepthMax"/>
/// levels. Everything else throws <see cref="UnsupportedYamlException"/> with its position. Aliases can expand a small file without limit,
/// and YamlDotNet's time grows with the square of the depth (measured: 64,000 brackets take 5 s).
/// </summary>
internal sealed class YamlSubsetParser(TextReader yaml) : IParser
{
    /// <summary>Maximum depth of nested mappings and lists; a deeper value is rejected. Documents need 3.</summary>
    public const int DepthMax = 8;

    private readonly Parser _parser = new(yaml);
    private int _depth;
    private int _documents;

    public ParsingEvent? Current => _parser.Current;

    public bool MoveNext()
    {
        var last = _parser.Current;
        if (!Advance())
        {
            if (last is StreamEnd) return false;
            throw new UnsupportedYamlException(Mark.Empty, Mark.Empty, "ends before a value: complete its last line");
        }
        var read = _parser.Current!;
        _depth += read.NestingIncrease;
        if (read is DocumentStart) _documents++;
        return ReasonUnsupported(read) is { } why ? throw new UnsupportedYamlException(read.Start, read.End, why) : true;
    }

    private string? ReasonUnsupported(ParsingEvent read) => read switch
    {
        AnchorAlias => "`*name` refers to another value: write the value itself, in quotes if it begins with *",
        NodeEvent { Anchor.IsEmpty: false } => "`&name` marks a value for reference: remove it, or put a value beginning with & in quotes",
        NodeEvent { Tag.IsEmpty: false } => "`!type` marks a value's type: remove it, or put a value beginning with ! in quotes",
        DocumentStart when _documents > 1 => "a second YAML document begins here: keep all fields between the two `---` lines",
        // The stream and the document are one level each.
        MappingStart or SequenceStart when _depth > DepthMax + 2 => "is nested too deeply: no field needs more than three levels",
        _ => null,
    };

    private bool Advance()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception defect) when (defect is not YamlException)
        {
            // Found by fuzzing: an escape such as \UFFFFFFFF throws ArgumentOutOfRangeException, a tab before a folded line throws
            // InvalidOperationException.
            var at = _parser.Current?.End ?? Mark.Empty;
            throw new UnsupportedYamlException(at, at, "cannot be read from here on: put values with special characters in quotes", defect);
        }
    }
}

/// <summary>YAML that front matter does not support, although it may be valid; the message says what to write instead.</summary>
internal sealed class UnsupportedYamlException(Mark start, Mark end, string message, Exception? cause = null)
    : YamlException(start, end, message, cause!);
