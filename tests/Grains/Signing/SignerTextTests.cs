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
        Assert.Equal(TextValidity.Valid, SignerText.Read(typed, out var text));
        Assert.Equal(clean, text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \u00A0\u3000")]
    [InlineData("\u200B")]
    [InlineData("\u200D\u2060 \u0308")]
    [InlineData("\u2800")]
    [InlineData("\u3164\u3164")]
    [InlineData("\uFFA0")]
    [InlineData("\t\n")]
    public void Text_without_visible_characters_is_empty(string? typed) =>
        Assert.Equal(TextValidity.Empty, SignerText.Read(typed, out _));

    [Theory]
    [InlineData("Ma\u0000ria")]
    [InlineData("Ma\u0007ria")]
    [InlineData("Ma\u007Fria")]
    [InlineData("Ma\u009Fria")]
    [InlineData("Ma\u202Dria")]
    [InlineData("Ma\u202Eria")]
    [InlineData("\u202EairaM")]
    public void Control_characters_and_directional_overrides_are_forbidden(string typed) =>
        Assert.Equal(TextValidity.Forbidden, SignerText.Read(typed, out _));

    [Theory, InlineData("Maria\t"), InlineData("Maria\n"), InlineData("\uFEFFMaria"), InlineData("Ma\u00ADria"), InlineData("Ma\u200Bria")]
    public void A_name_is_cleaned_before_it_is_judged(string typed)
    {
        Assert.Equal(TextValidity.Valid, SignerText.Read(typed, out var text));
        Assert.Equal("Maria", text);
    }

    [Theory, InlineData("https://buy.example Maria"), InlineData("Maria www.buy.example")]
    [InlineData("xyz.biz/offer"), InlineData("joe@xyz")]
    [InlineData("xyz.\u200Bbiz"), InlineData("xy\u00ADz.biz")]
    public void A_link_is_refused(string typed) => Assert.Equal(TextValidity.Link, SignerText.Read(typed, out _));

    [Theory]
    [InlineData("0190 123456", TextValidity.Link)]
    [InlineData("call +43 660 1234567", TextValidity.Link)]
    [InlineData("０１９０ １２３４５６", TextValidity.Link)]
    [InlineData("Boston 02108-1234", TextValidity.Valid)]
    [InlineData("01310-100 São Paulo", TextValidity.Valid)]
    [InlineData("1010 Wien", TextValidity.Valid)]
    public void A_telephone_number_is_refused_and_a_postcode_is_not(string typed, TextValidity validity) =>
        Assert.Equal(validity, SignerText.Read(typed, out _));

    [Fact]
    public void A_hyphen_is_the_name_of_somebody_without_one()
    {
        Assert.Equal(TextValidity.Valid, SignerText.Read("-", out var text));
        Assert.Equal("-", text);
    }

    [Fact]
    public void An_unpaired_surrogate_is_forbidden()
    {
        Assert.Equal(TextValidity.Forbidden, SignerText.Read("Ma\uD800ria", out _));
        Assert.Equal(TextValidity.Forbidden, SignerText.Read("Ma\uDC00ria", out _));
        Assert.Equal(TextValidity.Valid, SignerText.Read("Ma\uD83D\uDE00ria", out _));
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
        Assert.Equal(fits ? TextValidity.Valid
            : TextValidity.TooLong, SignerText.Read(string.Concat(Enumerable.Repeat(character, times)), out _));

    [Fact]
    public void No_text_throws_and_valid_text_stays_valid() => Gen.String.Sample(typed =>
        SignerText.Read(typed, out var clean) != TextValidity.Valid
        || SignerText.Read(clean, out var again) == TextValidity.Valid && again == clean);
}
