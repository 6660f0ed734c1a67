using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Documents;

/// <summary>An author cannot see these characters: the message names which and where.</summary>
public sealed class DocumentInvisibleTests
{
    [Theory]
    [InlineData("title: Light", "ti\u200Btle: Light", "old-lamp.en.md:5: title: has U+200B (zero width space) as its character 3")]
    [InlineData("title: Light", "\uFEFFtitle: Light", "old-lamp.en.md:5: front matter: contains U+FEFF as its character 1")]
    [InlineData("title: Light", "title\u00AD: Light", "old-lamp.en.md:5: title: has U+00AD (soft hyphen) as its character 6")]
    [InlineData("title: Light", "\u00A0title: Light", "old-lamp.en.md:5: title: has U+00A0 (no-break space) as its character 1")]
    [InlineData("  name: Jane", "\u00A0\u00A0name: Jane", "has U+00A0 (no-break space) as its character 1")]
    [InlineData("  name: Jane", "  \u00A0name: Jane", "old-lamp.en.md:8: addressee.name: has U+00A0 (no-break space) as its character 3")]
    [InlineData("  office: Harbour", "\u3000 office: Harbour", "has U+3000 (ideographic space) as its character 1")]
    [InlineData("---\n\nDear", "---\u200B\n\nDear", "old-lamp.en.md:36: front matter: has U+200B (zero width space) as its character 4")]
    [InlineData("---\n\nDear", "\u2060---\n\nDear", "old-lamp.en.md:36: front matter: has U+2060 (word joiner) as its character 1")]
    [InlineData("---\nschema", "\u200B---\nschema", "old-lamp.en.md:1: front matter: has U+200B (zero width space) as its character 1")]
    [InlineData("method: checkbox", "method: check\u200Bbox", "old-lamp.en.md:20: consent.method: has U+200B (zero width space) as its")]
    [InlineData("id: old-lamp", "id: old-lamp\u200B", "old-lamp.en.md:3: id: has U+200B (zero width space) as its character 9")]
    [InlineData("lang: en", "lang: \u200Een", "old-lamp.en.md:4: lang: has U+200E (left-to-right mark) as its character 1")]
    [InlineData("version: 2026-01", "version: 2026\u00A001", "consent.version: has U+00A0 (no-break space) as its character 5")]
    [InlineData("light it.", "light\uFEFF it.", "old-lamp.en.md:40: letter: contains U+FEFF as its character 17")]
    [InlineData("light\u0020it.", "light \u202Eit.", "old-lamp.en.md:40: letter: contains U+202E as its character 18")]
    public void A_hidden_character_is_named_with_its_place(string old, string replacement, string says) =>
        Assert.Contains(SampleDocument.With(old, replacement).Problems, problem =>
            problem.ToString().Contains(says, StringComparison.Ordinal));

    [Theory]
    [InlineData("title: Light the lamp", "title: Light\u00A0the lamp")]
    [InlineData("title: Light the lamp", "title: Licht\u00ADanlage 👩\u200D🚒")]
    [InlineData("text: I agree.", "text: «\u00A0J’accepte\u202F!\u00A0»")]
    [InlineData("light it.", "\u1797\u17B6\u200B\u179F\u17B6")]
    public void In_prose_they_are_part_of_the_script(string old, string replacement) => SampleDocument.With(old, replacement).Good();

    [Theory]
    [InlineData("title: Light the lamp", "title: \u200B\u2060", "title: is empty")]
    [InlineData("office: Harbour Master", "office: \u3164", "addressee.office: is empty")]
    public void A_text_of_nothing_to_see_is_empty(string old, string replacement, string says) =>
        Assert.Contains(says, SampleDocument.With(old, replacement).OnlyProblem(), StringComparison.Ordinal);
}
