using System.Collections.Immutable;

namespace Petitions.Grains.Drafting;

/// <summary>What stands below a letter's body: lines for the signer, further recipients, notices.</summary>
/// <param name="Copies">Further recipients, from lines such as "cc:".</param>
/// <param name="Notices">Notices to the signer.</param>
/// <param name="ForSigner">Lines that each signer fills in.</param>
/// <param name="LeftOver">Lines that are none of these.</param>
internal sealed record LetterFooter(
    ImmutableArray<string> Copies, ImmutableArray<string> Notices, ImmutableArray<string> ForSigner, ImmutableArray<LetterLine> LeftOver)
{
    /// <summary>Reads the lines below the body.</summary>
    public static LetterFooter Read(ImmutableArray<LetterLine> lines)
    {
        var labelled = LabelledLines.Take(lines, isAbove: false);
        var (notices, leftOver) = (new List<string>(), new List<LetterLine>(labelled.LeftOver));
        foreach (var block in LetterLine.Blocks(labelled.Others))
        {
            var text = LetterParts.Join(block);
            var isPostscript = LetterPhrases.All.Any(phrases => phrases.Postscript.IsMatch(text));
            if (!isPostscript && (LetterNotice.Is(text) || notices.Count > 0 && WebAddress.In(text).Any()))
                notices.AddRange(block.Select(line => LetterNotice.ToPlain(line.Text)));
            else leftOver.AddRange(block.Where(line => !IsRule(line.Text)));
        }
        return new(labelled.Copies, [.. notices], labelled.ForSigner, [.. leftOver]);
    }

    // "---", "* * *", "====="
    private static bool IsRule(string line) => line.All(c => c is '-' or '*' or '=' or '_' or ' ' or '–' or '—');
}
