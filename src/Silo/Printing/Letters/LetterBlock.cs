using Petitions.Silo.Printing.Typesetting;

namespace Petitions.Silo.Printing.Letters;

/// <summary>What a block of a letter is.</summary>
internal enum LetterBlockKind
{
    Paragraph,
    Heading,
    Quotation,
    Code,
    Rule,
}

/// <summary>A block of a letter's body.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Spans">Its text; none for a rule.</param>
/// <param name="Depth">How many lists and quotations it stands in.</param>
/// <param name="Marker">The bullet or number before it, when it begins an item of a list.</param>
/// <param name="IsTight">It follows the block before it without a gap, as items of a dense list do.</param>
internal sealed record LetterBlock(
    LetterBlockKind Kind, IReadOnlyList<TextSpan> Spans, int Depth = 0, string? Marker = null, bool IsTight = false);
