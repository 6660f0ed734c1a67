using System.Collections.Immutable;

namespace Petitions.Grains.Drafting;

/// <summary>What stands above a letter's body, in whatever order: addressees, place and date, subject, notices.</summary>
/// <param name="Addressees">The blocks of addressees; the one that the salutation names is the first.</param>
/// <param name="Copies">Further recipients, from lines such as "cc:".</param>
/// <param name="Subject">The subject; null when there is none.</param>
/// <param name="Title">A heading besides the subject; null when there is none.</param>
/// <param name="Notices">Notices to the signer.</param>
/// <param name="ForSigner">Lines that each signer fills in.</param>
/// <param name="LeftOver">Lines that are none of these.</param>
internal sealed record LetterHeader(
    ImmutableArray<ImmutableArray<string>> Addressees, ImmutableArray<string> Copies, string? Subject, string? Title,
    ImmutableArray<string> Notices, ImmutableArray<string> ForSigner, ImmutableArray<LetterLine> LeftOver)
{
    private const int SubjectLinesMax = 4, SubjectCharsMax = 400;

    /// <summary>Reads the lines above the body.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="surname">The name in the salutation; null when there is none.</param>
    public static LetterHeader Read(ImmutableArray<LetterLine> lines, string? surname)
    {
        var (labelled, blocks) = (LabelledLines.Take(lines, isAbove: true), new List<ImmutableArray<LetterLine>>());
        var notices = new List<string>();
        foreach (var block in BlocksOf(labelled.Others))
        {
            if (LetterParts.IsProse(LetterParts.Join(block)) && LetterNotice.Is(LetterParts.Join(block)))
                notices.AddRange(block.Select(line => LetterNotice.ToPlain(line.Text)));
            else blocks.Add(block);
        }

        var subject = labelled.Subject;
        if (subject is null && SubjectAmong(blocks, surname) is { } found)
        {
            subject = string.Join(' ', found.Select(line => line.Plain));
            blocks.Remove(found);
        }
        var title = blocks.FirstOrDefault(block => block is [{ IsHeading: true }]);
        if (!title.IsDefault) blocks.Remove(title);

        var addressees = AddresseesAmong(blocks, surname);
        return new(
            [.. addressees.Select(PlainLines)], labelled.Copies, subject, title.IsDefault ? null : title[0].Plain, [.. notices],
            labelled.ForSigner, [.. labelled.LeftOver, .. blocks.Except(addressees).SelectMany(block => block)]);
    }

    // A country ends an address, also when the subject follows on the next line; "To:" begins one.
    private static IEnumerable<ImmutableArray<LetterLine>> BlocksOf(ImmutableArray<LetterLine> lines)
    {
        foreach (var block in LetterLine.Blocks(lines))
        {
            var from = 0;
            for (var i = 0; i < block.Length; i++)
            {
                var end = CountryNames.Find(block[i].Plain) is not null ? i + 1
                    : i > from && AddresseeBlock.IsLabelled(block[i].Plain) ? i : from;
                if (end == from) continue;
                yield return block[from..end];
                from = end;
            }
            if (from < block.Length) yield return block[from..];
        }
    }

    // What is set off as a subject, else the last block above the salutation that is no address.
    private static ImmutableArray<LetterLine>? SubjectAmong(List<ImmutableArray<LetterLine>> blocks, string? surname)
    {
        var candidates = blocks.Where(block => block.Length <= SubjectLinesMax
            && LetterParts.Join(block).Length <= SubjectCharsMax && !AddresseeBlock.Looks(PlainLines(block), surname)).ToList();
        var setOff = candidates.FindLastIndex(block => block.All(line => line.IsHeading || line.IsEmphasised));
        return setOff >= 0 ? candidates[setOff] : candidates.Count > 0 ? candidates[^1] : null;
    }

    private static List<ImmutableArray<LetterLine>> AddresseesAmong(List<ImmutableArray<LetterLine>> blocks, string? surname)
    {
        var found = blocks.Where(block => AddresseeBlock.Looks(PlainLines(block), surname)).ToList();
        // Name and office, an empty line, then street and city are one addressee.
        for (var i = found.Count - 1; i > 0; i--)
        {
            var isGoneOn = PostalLines.IsPostal(found[i][0].Plain) && !found[i - 1].Any(line => PostalLines.IsPostal(line.Plain));
            if (!isGoneOn) continue;
            blocks[blocks.IndexOf(found[i - 1])] = found[i - 1] = [.. found[i - 1], .. found[i]];
            blocks.Remove(found[i]);
            found.RemoveAt(i);
        }
        var named = surname is null ? -1
            : found.FindIndex(block => block.Any(line => line.Plain.Contains(surname, StringComparison.Ordinal)));
        if (named > 0) (found[0], found[named]) = (found[named], found[0]);
        return found;
    }

    private static ImmutableArray<string> PlainLines(ImmutableArray<LetterLine> block) => [.. block.Select(line => line.Plain)];
}
