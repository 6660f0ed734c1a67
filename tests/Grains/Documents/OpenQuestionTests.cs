using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Documents;

/// <summary>A question in place of a value is a problem at its line, whatever the shape of the field.</summary>
public sealed class OpenQuestionTests
{
    [Theory]
    [InlineData("title: Light the lamp", "title: \"? What is asked?\"", "old-lamp.en.md:5: title", "title: What is asked, in one line")]
    [InlineData("name: Jane Tully", "name: '? Who?'", "old-lamp.en.md:8: addressee.name", "name: Jane Doe")]
    [InlineData("address: [1 Signal Quay, Lantern Cove]", "address: ['? Street?', Lantern Cove]", ":10: addressee.address", "address: [ 1")]
    [InlineData("address: [1 Signal Quay, Lantern Cove]", "address: \"? Street?\"", ":10: addressee.address", "address: [ 1 Main Street")]
    [InlineData("adequacy: none", "adequacy: \"? Which?\"", ":15: transfer.adequacy", "adequacy: none")]
    [InlineData("text: I agree.", "text: \"? To what?\"", ":21: consent.text", "text: What the signer agrees to")]
    [InlineData("minimumAge: 16", "minimumAge: \"? How old?\"", ":24: minimumAge", "minimumAge: 16")]
    [InlineData("minimumAge: 16", "minimumAge: \"?\"", ":24: minimumAge: is not answered: write", "minimumAge: 16")]
    public void A_question_is_a_problem_that_says_what_to_write(string old, string question, string where, string example)
    {
        var problem = SampleDocument.With(old, question).OnlyProblem();
        Assert.Contains(where, problem, StringComparison.Ordinal);
        Assert.Contains(": is not answered: ", problem, StringComparison.Ordinal);
        Assert.Contains($"rite for example `{example}", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_about_a_section_is_one_problem()
    {
        var problem = SampleDocument.With(SampleDocument.Transfer, "transfer: \"? Do names leave the country?\"\n").OnlyProblem();
        Assert.StartsWith(
            "old-lamp.en.md:13: transfer: is not answered: Do names leave the country? Write for example `transfer: {", problem,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_mark_elsewhere_is_no_question() =>
        SampleDocument.With("title: Light the lamp", "title: Light? The lamp?").Good();
}
