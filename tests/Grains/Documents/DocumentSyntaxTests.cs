using CsCheck;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Documents;

public sealed class DocumentSyntaxTests
{
    [Fact]
    public void The_editor_that_wrote_a_file_does_not_show_in_the_document()
    {
        var expected = SampleDocument.ReadEnglish(SampleDocument.English).Good().Texts[0];

        Assert.Equal(expected, SampleDocument.ReadEnglish(SampleDocument.English.Replace("\n", "\r\n")).Good().Texts[0]);
        Assert.Equal(expected, SampleDocument.ReadEnglish(SampleDocument.English.Replace('\n', '\r')).Good().Texts[0]);
        Assert.Equal(expected, SampleDocument.ReadEnglish("\uFEFF" + SampleDocument.English).Good().Texts[0]);
        Assert.Equal(expected, SampleDocument.ReadEnglish(SampleDocument.English.Replace("---\n", "---  \n")).Good().Texts[0]);
    }

    [Fact]
    public void Lines_are_counted_alike_with_every_kind_of_newline() =>
        Assert.StartsWith("old-lamp.en.md:24: minimumAge", SampleDocument.ReadEnglish(
                SampleDocument.Replace(SampleDocument.English, "minimumAge: 16", "minimumAge: 1").Replace("\n", "\r\n")).OnlyProblem(),
            StringComparison.Ordinal);

    [Fact]
    public void Texts_are_composed_to_NFC() =>
        Assert.Equal("Für Käthe", SampleDocument.With("title: Light the lamp", "title: Fu\u0308r Ka\u0308the").Good().Texts[0].Title);

    [Fact]
    public void A_line_of_dashes_inside_the_letter_belongs_to_the_letter() =>
        Assert.Contains("\n---\n",
            SampleDocument.With("**please** light it.", "above\n\n---\n\nbelow").Good().Texts[0].Letter, StringComparison.Ordinal);

    [Theory]
    [InlineData('\u0000')]
    [InlineData('\u001B')]
    [InlineData('\u202E')]
    [InlineData('\u2066')]
    [InlineData('\u2028')]
    [InlineData('\uD800')]
    [InlineData('\uFFFE')]
    public void A_character_that_nobody_sees_is_refused_in_the_letter(char hidden) =>
        Assert.StartsWith($"old-lamp.en.md:40: letter: contains U+{(int)hidden:X4}",
            SampleDocument.With("light it.", "light" + hidden + "it.").OnlyProblem(), StringComparison.Ordinal);

    [Theory]
    [InlineData("Light\u202Ethe lamp", "front matter")]
    [InlineData("Light\0the lamp", "front matter")]
    [InlineData("Light\u2028minimumAge: 99", "front matter")]
    [InlineData("\"Light\\u202Ethe lamp\"", "title")]
    [InlineData("\"Light\\0the lamp\"", "title")]
    public void A_character_that_nobody_sees_is_refused_in_a_field_however_it_is_written(string title, string field) =>
        Assert.StartsWith($"old-lamp.en.md:5: {field}: contains U+",
            SampleDocument.With("Light the lamp", title).OnlyProblem(), StringComparison.Ordinal);

    [Theory]
    [InlineData("&a Light the lamp", "marks a value for reference")]
    [InlineData("*a", "refers to another value")]
    [InlineData("!!str Light the lamp", "marks a value's type")]
    [InlineData("!<tag:example.org,2026:x> Light", "marks a value's type")]
    [InlineData("Light: the lamp", "put a value that contains `: `")]
    [InlineData("\"\\UFFFFFFFF\"", "put values with unusual signs in quotes")]
    public void YAML_that_no_petition_needs_is_refused_where_it_stands(string title, string why)
    {
        var problem = SampleDocument.With("Light the lamp", title).OnlyProblem();
        Assert.StartsWith("old-lamp.en.md:", problem, StringComparison.Ordinal);
        Assert.Contains(":5: front matter: ", problem, StringComparison.Ordinal);
        Assert.Contains(why, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is missing")]
    [InlineData("---\n", "does not end")]
    [InlineData("---\n---\nDear", "has no fields")]
    [InlineData("---\n- a\n---\nDear", "has no fields")]
    [InlineData("---\nonly words\n---\nDear", "has no fields")]
    [InlineData("---\na: b\n...\nc: d\n---\nDear", "a second YAML document")]
    [InlineData("---\na: [b\n---\nDear", "cannot be read")]
    [InlineData("---\n : b\n---\nDear", "is no field name")]
    [InlineData("---\na: [b\t\nc]\n---\nDear", "unusual signs")]
    [InlineData("---\n? [a, b]\n: c\n---\nDear", "is no field name")]
    [InlineData("schema: petition/v1\n", "is missing")]
    public void A_file_without_readable_front_matter_is_a_problem(string content, string why)
    {
        var reading = SampleDocument.ReadEnglish(content);
        Assert.Null(reading.Document);
        Assert.Contains(reading.Problems,
            problem => problem.Field == "front matter" && problem.Message.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public void An_alias_bomb_is_refused_at_its_first_mark()
    {
        var bomb = "a0: &a0 [lol, lol]\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n"));
        var problem = SampleDocument.With("rehearsal: false\n", bomb).Problems[^1];
        Assert.Equal(30, problem.Line);
        Assert.Contains("marks a value for reference", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Deep_nesting_is_refused_and_not_followed(string step)
    {
        var deep = string.Concat(Enumerable.Repeat(step, 200_000 / step.Length));
        var problem = SampleDocument.ReadEnglish($"---\nx:\n  {deep}\n---\nDear").Problems[^1];
        Assert.Equal(("front matter", 3), (problem.Field, problem.Line));
        Assert.Contains("nested too deeply", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_over_the_bound_is_refused_unread()
    {
        SampleDocument.With("rehearsal: false\n", "#" + new string('x', 200_000) + "\n").Good();
        Assert.Contains("larger than 256 KB",
            SampleDocument.With("Dear", new string('x', 10_000_000)).OnlyProblem(), StringComparison.Ordinal);
        Assert.Contains("larger than 256 KB",
            SampleDocument.With("Dear", new string('€', 100_000)).OnlyProblem(), StringComparison.Ordinal);
    }

    [Fact]
    public void Thousands_of_mistakes_are_not_all_listed()
    {
        var mistakes = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"x{i}:\n"));
        Assert.Equal(100, SampleDocument.With("rehearsal: false\n", mistakes).Problems.Length);
    }

    [Fact]
    public void A_problem_is_one_printable_line() =>
        Assert.Equal("old-lamp.en.md:30: x y?[31m?: is unknown: remove it",
            SampleDocument.With("rehearsal: false\n", "\"x\\ny\\e[31m\\u202E\": 1\n").OnlyProblem());

    [Fact]
    public void No_text_makes_the_parser_throw() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["-:#&*!|>'\"%@`{}[],? \n\r\tab\\uU0xF~<"], 0, 200])
            .Select(Gen.Int[0, SampleDocument.English.Length], Gen.Bool)
            .Sample((noise, at, inside) =>
            {
                var content = inside ? SampleDocument.English.Insert(at, noise) : "---\n" + noise + "\n---\nDear";
                var reading = SampleDocument.ReadEnglish(content);
                return reading.Document is null != reading.Problems.IsEmpty;
            }, iter: 5_000);
}
