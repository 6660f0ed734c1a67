using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Documents;

/// <summary>What pages would leave out of a text, or show otherwise than it is meant, is refused.</summary>
public sealed class LetterMarkdownTests
{
    [Theory]
    [InlineData("![the lamp](https://example.org/lamp.png)", "has an image")]
    [InlineData("![the lamp][lamp]\n\n[lamp]: https://example.org/lamp.png", "has an image")]
    [InlineData("| year | lamp |\n|---|---|\n| 1887 | built |", "has a table")]
    [InlineData("It is <b>dark</b>.", "has HTML, `<b>`")]
    [InlineData("<div>dark</div>", "has HTML, `<div>dark</div>`")]
    [InlineData("<!-- not for the harbour master -->", "has HTML, `<!-- not for")]
    [InlineData("[our letter](http://example.org)", "links to `http://example.org`")]
    [InlineData("[our letter](/letter)", "links to `/letter`")]
    [InlineData("[write](mailto:a@example.org)", "links to `mailto:a@example.org`")]
    [InlineData("<a@example.org>", "links to `a@example.org`")]
    [InlineData("<http://example.org>", "links to `http://example.org`")]
    [InlineData("[our letter](https://example.org \"the letter\")", "with the title `the letter`")]
    [InlineData("Bürger*innen und Leser*innen", "has asterisks inside of words")]
    [InlineData("[2]: https://example.org", "a line `[2]: …`")]
    public void A_letter_has_nothing_that_its_page_would_leave_out(string letter, string says)
    {
        var problem = SampleDocument.With("**please** light it.", "one\n\n" + letter).Problems[0].ToString();
        Assert.StartsWith("old-lamp.en.md:42: letter: ", problem, StringComparison.Ordinal);
        Assert.Contains(says, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# Heading\n\n- one\n- two\n\n> quoted `code` *so*\n\n1. [our letter](https://example.org) and <https://example.org>")]
    [InlineData("Bürger\\*innen und Leser\\*innen und *alle*, *die* hier")]
    [InlineData("As we [wrote][1].\n\n[1]: https://example.org")]
    [InlineData("5 < 6, a <3, a | b, [sic], \\<b\\>, R&D, snake_case")]
    [InlineData("    code <b> | x |\n")]
    public void What_a_page_shows_is_accepted(string letter) =>
        SampleDocument.With("**please** light it.", "one\n\n" + letter).Good();

    [Theory]
    [InlineData("text: I agree.", "text: I agree to the [terms](https://example.org).", "consent.text: has a link in Markdown")]
    [InlineData("text: I agree.", "text: 'I agree: <https://example.org>'", "consent.text: has a link in Markdown")]
    [InlineData("text: I agree.", "text: 'I agree ![seal](https://example.org/s.png)'", "consent.text: has an image")]
    [InlineData("risks: Nobody may tell you.", "risks: See [there](https://example.org).", "transfer.risks: has a link in Markdown")]
    [InlineData("title: Light the lamp", "title: Light [the lamp](https://example.org)", "title: has a link in Markdown")]
    public void A_text_that_is_shown_as_it_is_has_no_Markdown_that_means_more(string old, string replacement, string says) =>
        Assert.Contains(says, SampleDocument.With(old, replacement).OnlyProblem(), StringComparison.Ordinal);

    [Theory]
    [InlineData("text: I agree to https://example.org/terms (GDPR Art. 49(1)(a)) [sic].", 0)]
    [InlineData("text: I **agree**.", 1)]
    [InlineData("text: Bürger*innen und Leser*innen willigen ein.", 0)]
    [InlineData("text: I <b>agree</b>.", 1)]
    public void Plain_text_is_accepted_and_what_looks_odd_is_a_warning(string text, int warnings)
    {
        var reading = SampleDocument.With("text: I agree.", text);
        reading.Good();
        Assert.Equal(warnings, reading.Warnings.Count(warning => warning.Field == "consent.text"));
    }
}
