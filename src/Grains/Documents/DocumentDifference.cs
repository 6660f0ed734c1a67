using System.Collections.Immutable;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Petitions.Grains.Documents;

/// <summary>What is different between two states of a petition's document. For people: who publishes reads it first.</summary>
/// <param name="Facts">The facts that differ, which all languages share.</param>
/// <param name="Texts">The languages that differ.</param>
[GenerateSerializer, Immutable, Alias("petitions.difference")]
public sealed record DocumentDifference(
    [property: Id(0)] ImmutableArray<FieldDifference> Facts, [property: Id(1)] ImmutableArray<TextDifference> Texts)
{
    // Lines around a change that did not change.
    private const int ContextLines = 1;

    /// <summary>The difference between two documents. Pure.</summary>
    public static DocumentDifference Between(
        PetitionFacts beforeFacts, ImmutableArray<PetitionText> before, PetitionFacts afterFacts, ImmutableArray<PetitionText> after)
    {
        var texts = from lang in before.Concat(after).Select(text => text.Lang).Distinct(StringComparer.Ordinal)
                    let difference = Between(lang, before.FirstOrDefault(Has(lang)), after.FirstOrDefault(Has(lang)))
                    where difference is not null
                    select difference;
        return new(Fields(DocumentFields.OfFacts(beforeFacts), DocumentFields.OfFacts(afterFacts)), [.. texts]);
    }

    private static Func<PetitionText, bool> Has(string lang) => text => text.Lang == lang;

    private static TextDifference? Between(string lang, PetitionText? before, PetitionText? after)
    {
        if (before is null) return new(lang, TextChange.Added, [], []);
        if (after is null) return new(lang, TextChange.Removed, [], []);
        var fields = Fields(DocumentFields.OfText(before), DocumentFields.OfText(after));
        var letter = before.Letter == after.Letter ? [] : Lines(before.Letter, after.Letter);
        return fields.IsEmpty && letter.IsEmpty ? null : new(lang, TextChange.Changed, fields, letter);
    }

    private static ImmutableArray<FieldDifference> Fields(
        IEnumerable<(string Name, string? Value)> before, IEnumerable<(string Name, string? Value)> after) =>
    [
        .. before.Zip(after).Where(pair => pair.First.Value != pair.Second.Value)
            .Select(pair => new FieldDifference(pair.First.Name, pair.First.Value, pair.Second.Value)),
    ];

    // The lines that changed and their neighbours; a gap stands for others.
    private static ImmutableArray<LineDifference> Lines(string before, string after)
    {
        var all = InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false).Lines;
        var shown = new bool[all.Count];
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Type == ChangeType.Unchanged) continue;
            for (var near = Math.Max(0, i - ContextLines); near <= Math.Min(all.Count - 1, i + ContextLines); near++) shown[near] = true;
        }
        var lines = ImmutableArray.CreateBuilder<LineDifference>();
        for (var i = 0; i < all.Count; i++)
        {
            if (shown[i]) lines.Add(new(ChangeOf(all[i].Type), all[i].Text));
            else if (i == 0 || shown[i - 1]) lines.Add(new(LineChange.Gap, ""));
        }
        return lines.ToImmutable();
    }

    private static LineChange ChangeOf(ChangeType type) => type switch
    {
        ChangeType.Inserted => LineChange.Added,
        ChangeType.Deleted => LineChange.Removed,
        _ => LineChange.Same,
    };
}

/// <summary>A field with another value; null where a document states none.</summary>
/// <param name="Field">Its name in the front matter.</param>
/// <param name="Before">The value before.</param>
/// <param name="After">The value after.</param>
[GenerateSerializer, Immutable, Alias("petitions.field-difference")]
public sealed record FieldDifference([property: Id(0)] string Field, [property: Id(1)] string? Before, [property: Id(2)] string? After);

/// <summary>What is different in one language.</summary>
/// <param name="Lang">The language.</param>
/// <param name="Change">Whether the language is new, gone, or its text changed.</param>
/// <param name="Fields">Fields of the language that differ.</param>
/// <param name="Letter">Lines of the letter around what changed; empty when it is the same.</param>
[GenerateSerializer, Immutable, Alias("petitions.text-difference")]
public sealed record TextDifference(
    [property: Id(0)] string Lang, [property: Id(1)] TextChange Change, [property: Id(2)] ImmutableArray<FieldDifference> Fields,
    [property: Id(3)] ImmutableArray<LineDifference> Letter);

/// <summary>A line of a letter.</summary>
/// <param name="Change">What happened to it.</param>
/// <param name="Text">The line; empty for a gap.</param>
[GenerateSerializer, Immutable, Alias("petitions.line-difference")]
public sealed record LineDifference([property: Id(0)] LineChange Change, [property: Id(1)] string Text);

/// <summary>What happened to the text in a language.</summary>
public enum TextChange
{
    /// <summary>It changed.</summary>
    Changed,

    /// <summary>The petition had none in this language.</summary>
    Added,

    /// <summary>The petition has none in this language any more.</summary>
    Removed,
}

/// <summary>What happened to a line.</summary>
public enum LineChange
{
    /// <summary>Nothing: it stands beside one that changed.</summary>
    Same,

    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>Lines that did not change are left out here.</summary>
    Gap,
}
