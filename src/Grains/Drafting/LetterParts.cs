using System.Collections.Immutable;

namespace Petitions.Grains.Drafting;

/// <summary>The parts of a letter, as they stand in it.</summary>
/// <param name="Body">From the salutation to the closing, not a character changed.</param>
/// <param name="Salutation">Its first line; null when it begins without one.</param>
/// <param name="Closing">Its last line; null when it ends without one.</param>
/// <param name="Header">What stands above it.</param>
/// <param name="Footer">What stands below it.</param>
internal sealed record LetterParts(string Body, string? Salutation, string? Closing, LetterHeader Header, LetterFooter Footer)
{
    // A paragraph of fewer characters is no prose; it may be a subject.
    private const int ProseCharsMin = 80;

    /// <summary>The parts; null when nothing has the form of a letter's body.</summary>
    public static LetterParts? Find(string letter)
    {
        var lines = LetterLine.Split(letter);
        var salutation = IndexOf(lines, 0, line => LetterSalutation.Is(line.Plain));
        var start = salutation ?? StartOfProse(lines);
        if (start is not { } first) return null;

        var closing = LastIndexOf(lines, first + 1, line => LetterSalutation.IsClosing(line.Plain));
        var last = closing ?? EndWithoutClosing(lines, first);
        var surname = salutation is { } at ? LetterSalutation.NameIn(lines[at].Plain) : null;
        var header = LetterHeader.Read(lines[..first], surname);
        return new(
            letter[lines[first].Start..lines[last].End],
            salutation is { } named ? lines[named].Plain : null,
            closing is { } ending ? lines[ending].Plain : null,
            header.Subject is null ? header with { Subject = SubjectBelow(lines, first) } : header,
            LetterFooter.Read(lines[(last + 1)..]));
    }

    /// <summary>True for text in sentences.</summary>
    public static bool IsProse(string text) =>
        text.Length >= ProseCharsMin && (text.Contains(". ", StringComparison.Ordinal) || text[^1] is '.' or '!' or '?' or ':');

    /// <summary>The lines as one text.</summary>
    public static string Join(IEnumerable<LetterLine> lines) => string.Join(' ', lines.Select(line => line.Text));

    // "Dear Ms Doe,", then "Re: …": it stays in the body.
    private static string? SubjectBelow(ImmutableArray<LetterLine> lines, int salutation) =>
        IndexOf(lines, salutation + 1, _ => true) is { } next && LabelledLines.SubjectIn(lines[next].Plain) is { Length: > 0 } subject
            ? subject : null;

    // With the line before it that ends as salutations do in every language.
    private static int? StartOfProse(ImmutableArray<LetterLine> lines)
    {
        var before = ImmutableArray<LetterLine>.Empty;
        foreach (var block in LetterLine.Blocks(lines))
        {
            var text = Join(block);
            if (IsProse(text) && !LetterNotice.Is(text) && !AddresseeBlock.Looks([.. block.Select(line => line.Plain)], null))
                return (before is [{ Text: [.., ',' or '!'] }] ? before[0] : block[0]).Number - 1;
            before = block;
        }
        return null;
    }

    // Up to the first line for the signer, else up to notices for the signer at the very end.
    private static int EndWithoutClosing(ImmutableArray<LetterLine> lines, int first)
    {
        var end = IndexOf(lines, first + 1, line => SignerLines.Is(line.Plain)) ?? lines.Length;
        var blocks = LetterLine.Blocks(lines[first..end]).ToList();
        while (blocks.Count > 1 && LetterNotice.IsForSigner(Join(blocks[^1]))) blocks.RemoveAt(blocks.Count - 1);
        return blocks[^1][^1].Number - 1;
    }

    private static int? IndexOf(ImmutableArray<LetterLine> lines, int from, Func<LetterLine, bool> isIt)
    {
        for (var i = from; i < lines.Length; i++)
            if (!lines[i].IsBlank && isIt(lines[i])) return i;
        return null;
    }

    private static int? LastIndexOf(ImmutableArray<LetterLine> lines, int from, Func<LetterLine, bool> isIt)
    {
        for (var i = lines.Length - 1; i >= from; i--)
            if (!lines[i].IsBlank && isIt(lines[i])) return i;
        return null;
    }
}
