using System.Collections.Immutable;

namespace Petitions.Grains.Drafting;

/// <summary>One line of a letter.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Start">Index of its first character in the letter.</param>
/// <param name="End">Index behind its last character, without the line end.</param>
/// <param name="Text">The line without surrounding white space.</param>
internal readonly record struct LetterLine(int Number, int Start, int End, string Text)
{
    private static readonly char[] Emphasis = ['*', '_', '#', '>', '\\', ' ', '\t', '\u00A0'];

    /// <summary>Nothing is on it.</summary>
    public bool IsBlank => Text.Length == 0;

    /// <summary>A heading of Markdown.</summary>
    public bool IsHeading => Text.StartsWith('#') && Plain.Length > 0;

    /// <summary>Bold or italic as a whole, as subjects are in Markdown.</summary>
    public bool IsEmphasised => Text.Length > 2 && Text[0] is '*' or '_' && Text[^1] == Text[0];

    /// <summary>The line without the signs of Markdown around it.</summary>
    public string Plain => Text.Trim(Emphasis);

    /// <summary>The lines of a letter, whatever ends them: LF, CR LF or CR.</summary>
    public static ImmutableArray<LetterLine> Split(string letter)
    {
        var lines = ImmutableArray.CreateBuilder<LetterLine>();
        for (var start = 0; start <= letter.Length;)
        {
            var length = letter.AsSpan(start).IndexOfAny('\r', '\n');
            var end = length < 0 ? letter.Length : start + length;
            lines.Add(new(lines.Count + 1, start, end, letter[start..end].Trim()));
            start = end + (letter.AsSpan(end).StartsWith("\r\n") ? 2 : 1);
        }
        return lines.ToImmutable();
    }

    /// <summary>What ends the first line; a new line where there is only one.</summary>
    public static string LineEndOf(string letter) => letter.AsSpan().IndexOfAny('\r', '\n') switch
    {
        < 0 => "\n",
        var at when letter.AsSpan(at).StartsWith("\r\n") => "\r\n",
        var at => letter[at].ToString(),
    };

    /// <summary>Groups of lines without blank lines between them.</summary>
    public static IEnumerable<ImmutableArray<LetterLine>> Blocks(IEnumerable<LetterLine> lines)
    {
        var block = ImmutableArray.CreateBuilder<LetterLine>();
        foreach (var line in lines)
        {
            if (!line.IsBlank) block.Add(line);
            else if (block.Count > 0) yield return block.DrainToImmutable();
        }
        if (block.Count > 0) yield return block.DrainToImmutable();
    }
}
