using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Letters;
using Xunit;

namespace Petitions.Tests.Silo.Printing.Letters;

/// <summary>What is printed of the Markdown of a letter.</summary>
public sealed class LetterBlocksTests
{
    [Fact]
    public void Bold_and_italic_are_styles()
    {
        var spans = Assert.Single(LetterBlocks.Of("a **b** *c* ***d***")).Spans.Where(span => span.Text != " ");
        Assert.Equal(
            [("a ", FontStyle.Regular), ("b", FontStyle.Bold), ("c", FontStyle.Italic), ("d", FontStyle.Bold | FontStyle.Italic)],
            spans.Select(span => (span.Text, span.Style)));
    }

    [Theory]
    [InlineData("see [the page](https://example.org/a)", "see the page (https://example.org/a)")]
    [InlineData("see <https://example.org/a>", "see https://example.org/a")]
    [InlineData("see [https://example.org/a](https://example.org/a)", "see https://example.org/a")]
    [InlineData("one\ntwo", "one two")]
    [InlineData("one\\\ntwo", "one\ntwo")]
    [InlineData("fish &amp; chips \\* `code`", "fish & chips * code")]
    [InlineData("1 < 2 <b>", "1 < 2 <b>")]
    public void Everything_that_a_page_shows_is_text(string markdown, string expected) =>
        Assert.Equal(expected, TextOf(Assert.Single(LetterBlocks.Of(markdown))));

    [Fact]
    public void Items_of_lists_have_a_bullet_or_their_number()
    {
        var blocks = LetterBlocks.Of("- a\n- b\n  - c\n\n3. d\n4. e\n\n   f");
        Assert.Equal([("•", 1, "a"), ("•", 1, "b"), ("•", 2, "c"), ("3.", 1, "d"), ("4.", 1, "e"), (null, 1, "f")],
            blocks.Select(block => (block.Marker, block.Depth, TextOf(block))));
        Assert.Equal([false, true, true, false, false, false], blocks.Select(block => block.IsTight));
    }

    [Fact]
    public void Headings_quotations_code_and_rules_keep_their_kind()
    {
        var blocks = LetterBlocks.Of("# a\n\n> b\n\n```\nc\n d\n```\n\n---\n\ne");
        Assert.Equal([
            LetterBlockKind.Heading, LetterBlockKind.Quotation, LetterBlockKind.Code, LetterBlockKind.Rule, LetterBlockKind.Paragraph,
        ], blocks.Select(block => block.Kind));
        Assert.Equal("c\n d", TextOf(blocks[2]));
    }

    private static string TextOf(LetterBlock block) => string.Concat(block.Spans.Select(span => span.Text));
}
