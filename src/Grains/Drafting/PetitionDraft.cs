using System.Collections.Immutable;

namespace Petitions.Grains.Drafting;

/// <summary>A petition document that was made of a letter.</summary>
/// <param name="Name">Its file name, <c>slug.lang.md</c>.</param>
/// <param name="Content">Front matter, with a question for each thing that the letter does not say, and the letter's body.</param>
/// <param name="Recognised">What was recognised, for the author to check, in the order of the letter.</param>
/// <param name="LeftOut">Lines of the letter that are not in the document; lines that each signer fills in are not among them.</param>
public sealed record PetitionDraft(
    string Name, string Content, ImmutableArray<RecognisedPart> Recognised, ImmutableArray<LeftOutLine> LeftOut);

/// <summary>A part of the letter that was recognised.</summary>
/// <param name="Part">Its kind.</param>
/// <param name="Text">What it is.</param>
public sealed record RecognisedPart(string Part, string Text);

/// <summary>A line of the letter that the document does not have.</summary>
/// <param name="Line">Its number in the letter, from 1.</param>
/// <param name="Text">The line.</param>
public sealed record LeftOutLine(int Line, string Text);

/// <summary>The outcome of drafting.</summary>
/// <param name="Draft">The draft; null when the letter is refused.</param>
/// <param name="Problem">Why it is refused and what to do; null when there is a draft.</param>
public sealed record DraftResult(PetitionDraft? Draft, string? Problem);
