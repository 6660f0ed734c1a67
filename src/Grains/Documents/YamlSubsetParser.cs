using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Petitions.Grains.Documents;

/// <summary>
/// The part of YAML that front matter needs: mappings, lists and text, one document, nested at most <see cref="DepthMax"/> deep. The rest
/// is refused where it stands with a <see cref="RefusedYamlException"/>, as the library does for bad syntax: references can make a small
/// file endless, and the library's time grows with the square of the depth (measured: 64,000 brackets take 5 s).
/// </summary>
internal sealed class YamlSubsetParser(TextReader yaml) : IParser
{
    /// <summary>Mappings and lists inside each other; the deepest field of a petition needs 3.</summary>
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
            throw new RefusedYamlException(Mark.Empty, Mark.Empty, "ends before a value: complete its last line");
        }
        var read = _parser.Current!;
        _depth += read.NestingIncrease;
        if (read is DocumentStart) _documents++;
        return WhyRefused(read) is { } why ? throw new RefusedYamlException(read.Start, read.End, why) : true;
    }

    private string? WhyRefused(ParsingEvent read) => read switch
    {
        AnchorAlias => "`*name` refers to another value: write the value itself, in quotes if it begins with *",
        NodeEvent { Anchor.IsEmpty: false } => "`&name` marks a value for reference: remove it, or put a value beginning with & in quotes",
        NodeEvent { Tag.IsEmpty: false } => "`!type` marks a value's type: remove it, or put a value beginning with ! in quotes",
        DocumentStart when _documents > 1 => "a second YAML document begins here: keep all fields between the two `---` lines",
        // The stream and the document nest, too.
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
            // Found with random text: an escape such as \UFFFFFFFF ends in an ArgumentOutOfRangeException, a tab before a folded line in
            // an InvalidOperationException.
            var at = _parser.Current?.End ?? Mark.Empty;
            throw new RefusedYamlException(at, at, "cannot be read from here on: put values with unusual signs in quotes", defect);
        }
    }
}

/// <summary>YAML that may be correct and has no place in front matter; the message says what to write instead.</summary>
internal sealed class RefusedYamlException(Mark start, Mark end, string message, Exception? cause = null)
    : YamlException(start, end, message, cause!);
