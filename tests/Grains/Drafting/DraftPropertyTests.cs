using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Petitions.Grains.Documents;
using Petitions.Grains.Drafting;
using Xunit;

namespace Petitions.Tests.Grains.Drafting;

/// <summary>Generated letters: what is drafted, answered, read, written as a letter and drafted again is the same document.</summary>
public sealed partial class DraftPropertyTests
{
    private static readonly Gen<string> Line = Gen.String["abc ÄßéŁ☼,.:;!?*_#>-[](){}'\"&%$@/\\|0123456789\t"];

    // Lines that mean something to the drafter, in any order.
    private static readonly Gen<string> AnyLine = Gen.OneOf(Line, Gen.OneOf(
        "", "", "Ort, Datum", "Dear Ms Doe,", "Sincerely,", "Unterschrift", "USA", "To:", "cc:", "Subject:",
        "Objet : x", "---", "# H", "**B**",
        "12 Main Street", "1010 Wien", "You must be at least 16 years old.", "example.org/privacy", "? ", "P.S. x", "From:", "\u2028", "\f",
        "Mit deiner Teilnahme willigst du ein, dass Daten in einen unsicheren Drittstaat übermittelt werden.", "'", "\"? x\""));

    private static readonly string[] Labels = ["Subject", "Objet", "From"];

    [Fact]
    public void A_draft_that_is_written_as_a_letter_and_drafted_again_is_the_same()
    {
        GeneratedLetter.Any.Sample(letter =>
        {
            var text = letter.Write();
            var draft = Drafts.Of(text);
            Assert.Empty(draft.LeftOut);
            Assert.Contains(letter.Body, draft.Content, StringComparison.Ordinal);

            var answered = Drafts.Answer(draft);
            var document = Drafts.Parse(answered);
            Assert.Empty(document.Problems);
            letter.AssertIsIn(document.Document!);

            var again = Drafts.Of(letter.Of(document.Document!).Write());
            Assert.Equal(draft.Content, again.Content);
            Assert.Equal(draft.Name, again.Name);
        }, iter: 1_000);
    }

    [Fact]
    public void The_order_and_the_line_ends_of_a_letter_do_not_matter()
    {
        GeneratedLetter.Any.Sample(letter =>
        {
            var draft = Drafts.Of(letter.Write());
            foreach (var order in Enum.GetValues<HeaderOrder>())
            {
                var other = Drafts.Of((letter with { Order = order }).Write().ReplaceLineEndings("\r\n"));
                Assert.Equal(draft.Content, other.Content.ReplaceLineEndings("\n"));
            }
        }, iter: 500);
    }

    [Fact]
    public void No_text_causes_an_exception_and_no_word_is_lost()
    {
        AnyLine.List[0, 40].Sample(lines =>
        {
            var letter = string.Join('\n', lines);
            if (LetterDrafter.Draft(Encoding.UTF8.GetBytes(letter), new("letter.txt")).Draft is not { } draft) return;
            // A document, though perhaps with more to correct than the questions.
            DocumentParser.Parse([new(draft.Name, draft.Content)]);

            // What is in neither was recognised as a line that signers fill in, or is a label.
            var kept = string.Join(
                '\n', [draft.Content, .. draft.LeftOut.Select(line => line.Text), .. draft.Recognised.Select(part => part.Text)]);
            Assert.All(Word().Matches(letter).Select(word => word.Value).Except(Labels), word =>
                Assert.True(kept.Contains(word, StringComparison.Ordinal), $"\"{word}\" is lost of:\n{letter}\n\nin:\n{draft.Content}"));
            Assert.All(draft.LeftOut, line => Assert.Equal(line.Text, lines[line.Line - 1].Trim()));
        }, iter: 3_000);
    }

    [Fact]
    public void No_bytes_cause_an_exception() =>
        Gen.Byte.Array[0, 400].Sample(bytes =>
        {
            var result = LetterDrafter.Draft(bytes, new("letter.txt"));
            Assert.True(result.Draft is null != result.Problem is null);
        }, iter: 5_000);

    [GeneratedRegex(@"\p{L}{3,}")]
    private static partial Regex Word();
}
