using System.Collections.Immutable;
using Petitions.Grains.Documents;

namespace Petitions.Frontend.Admin;

/// <summary>What is different between the text before and the one that is published.</summary>
/// <param name="Facts">Fields that all languages share.</param>
/// <param name="Texts">Languages that differ.</param>
internal sealed record DifferenceBody(ImmutableArray<FieldDifference> Facts, ImmutableArray<TextDifferenceBody> Texts)
{
    public static DifferenceBody Of(DocumentDifference difference) => new(
        difference.Facts,
        [
            .. difference.Texts.Select(text => new TextDifferenceBody(
                text.Lang, WordOf(text.Change), text.Fields,
                [.. text.Letter.Select(line => new LineDifferenceBody(WordOf(line.Change), line.Text))])),
        ]);

    private static string WordOf(TextChange change) => change switch
    {
        TextChange.Added => "added",
        TextChange.Removed => "removed",
        _ => "changed",
    };

    private static string WordOf(LineChange change) => change switch
    {
        LineChange.Added => "added",
        LineChange.Removed => "removed",
        LineChange.Gap => "gap",
        _ => "same",
    };
}

/// <summary>A language: changed, added or removed; its fields, and lines of its letter around what changed.</summary>
internal sealed record TextDifferenceBody(
    string Lang, string Change, ImmutableArray<FieldDifference> Fields, ImmutableArray<LineDifferenceBody> Letter);

/// <summary>A line of a letter: same, added, removed, or a gap for lines that are left out.</summary>
internal sealed record LineDifferenceBody(string Change, string Text);
