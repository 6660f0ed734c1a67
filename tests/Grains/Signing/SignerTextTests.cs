using CsCheck;
using Petitions.Grains.Signing;
using Xunit;

namespace Petitions.Tests.Grains.Signing;

public sealed class SignerTextTests
{
    [Theory]
    [InlineData("Maria", "Maria")]
    [InlineData("  Maria\u00A0 ", "Maria")]
    [InlineData("Ju\u0308rgen", "Jürgen")]
    [InlineData("O’Brien-Smith jr.", "O’Brien-Smith jr.")]
    [InlineData("علی\u200Cرضا", "علی\u200Cرضا")]
    [InlineData("李", "李")]
    public void A_name_is_trimmed_and_normalised(string typed, string clean)
    {
        Assert.Equal(TextVerdict.Good, SignerText.Read(typed, out var text));
        Assert.Equal(clean, text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \u00A0\u3000")]
    [InlineData("\u200B")]
    [InlineData("\u200D\u2060 \u0308")]
    public void Nothing_is_empty(string? typed) => Assert.Equal(TextVerdict.Empty, SignerText.Read(typed, out _));

    [Theory]
    [InlineData("Ma\u0000ria")]
    [InlineData("Ma\nria")]
    [InlineData("Ma\tria")]
    [InlineData("Ma\u007Fria")]
    [InlineData("Ma\u0085ria")]
    [InlineData("Ma\u2028ria")]
    [InlineData("Ma\u202Aria")]
    [InlineData("Ma\u202Eria")]
    [InlineData("Ma\u2066ria")]
    [InlineData("Ma\u2069ria")]
    public void What_reorders_or_breaks_a_line_is_forbidden(string typed) => Assert.Equal(TextVerdict.Forbidden, SignerText.Read(typed, out _));

    [Theory, InlineData("https://buy.example Maria"), InlineData("Maria www.buy.example"), InlineData("WWW.buy.example")]
    public void The_address_of_a_page_is_no_name(string typed) => Assert.Equal(TextVerdict.Forbidden, SignerText.Read(typed, out _));

    [Fact]
    public void Half_of_a_character_is_forbidden()
    {
        Assert.Equal(TextVerdict.Forbidden, SignerText.Read("Ma\uD800ria", out _));
        Assert.Equal(TextVerdict.Forbidden, SignerText.Read("Ma\uDC00ria", out _));
        Assert.Equal(TextVerdict.Good, SignerText.Read("Ma\uD83D\uDE00ria", out _));
    }

    [Theory]
    [InlineData("a", 100, true)]
    [InlineData("a", 101, false)]
    [InlineData("u\u0308", 100, true)]
    [InlineData("u\u0308", 101, false)]
    [InlineData("\uD83D\uDE00", 100, true)]
    [InlineData("\uD83D\uDE00", 101, false)]
    [InlineData("a", 100_000, false)]
    public void Length_is_counted_in_characters_after_normalisation(string character, int times, bool fits) =>
        Assert.Equal(fits ? TextVerdict.Good : TextVerdict.TooLong, SignerText.Read(string.Concat(Enumerable.Repeat(character, times)), out _));

    [Fact]
    public void No_text_makes_it_throw_and_what_is_good_stays_good() => Gen.String.Sample(typed =>
        SignerText.Read(typed, out var clean) != TextVerdict.Good
        || SignerText.Read(clean, out var again) == TextVerdict.Good && again == clean);
}
