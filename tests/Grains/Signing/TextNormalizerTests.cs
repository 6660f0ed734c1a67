using System.Text;
using CsCheck;
using Petitions.Grains.Signing;
using Xunit;

namespace Petitions.Tests.Grains.Signing;

public sealed class TextNormalizerTests
{
    [Theory]
    [InlineData("Maria\t", "Maria")]
    [InlineData("Maria\n", "Maria")]
    [InlineData("\r\nMaria\r\n", "Maria")]
    [InlineData("Anna\tMaria", "Anna Maria")]
    [InlineData("Anna \u00A0\u3000\u2003 Maria", "Anna Maria")]
    [InlineData("Anna\u2028Maria\u2029", "Anna Maria")]
    [InlineData("Anna\u0085Maria\u000B\u000C", "Anna Maria")]
    [InlineData("\u2800\u3164Maria\uFFA0", "Maria")]
    [InlineData("Anna  Maria", "Anna Maria")]
    [InlineData("\t \n", "")]
    public void White_space_of_every_kind_becomes_one_space_and_none_at_the_ends(string typed, string clean) => AssertClean(clean, typed);

    [Theory]
    [InlineData("\uFEFFMaria", "Maria")]
    [InlineData("\u200BMaria\u200B", "Maria")]
    [InlineData("Ma\u00ADria", "Maria")]
    [InlineData("Ma\u200Bria", "Maria")]
    [InlineData("Ma\u2060ria", "Maria")]
    [InlineData("Ma\u034Fria", "Maria")]
    [InlineData("\u200EMaria\u200F", "Maria")]
    [InlineData("\u202AMaria\u202C", "Maria")]
    [InlineData("\u2068Maria\u2069 \u2068Anna\u2069", "Maria Anna")]
    [InlineData("Maria\uFE0F", "Maria")]
    [InlineData("Maria\U000E0041", "Maria")]
    [InlineData("Anna \u200B Maria", "Anna Maria")]
    [InlineData("\u200B", "")]
    public void Ignorable_characters_are_removed(string typed, string clean) => AssertClean(clean, typed);

    [Theory]
    [InlineData("علی\u200Cرضا")]
    [InlineData("ශ්\u200Dරී")]
    [InlineData("क्\u200Dष")]
    [InlineData("ক্\u200Cষ")]
    [InlineData("ᠮᠤ\u180Bᠩ")]
    [InlineData("葛\U000E0100城")]
    [InlineData("辻\U000E0101")]
    [InlineData("\u115F\u1161")]
    [InlineData("\u1100\u1160\u11A8")]
    public void What_a_script_needs_stays(string typed) => AssertClean(typed, typed);

    [Theory]
    [InlineData("Ma\u200Dria", "Maria")]
    [InlineData("Ma\u200Cria", "Maria")]
    [InlineData("\u200Cعلی\u200C", "علی")]
    [InlineData("\U0001F469\u200D\U0001F467", "\U0001F469\U0001F467")]
    public void Joiners_go_where_no_script_needs_them(string typed, string clean) => AssertClean(clean, typed);

    [Theory]
    [InlineData("u\u0308", "ü")]
    [InlineData("u\u00AD\u0308", "ü")]
    [InlineData("\u1112\u1161\u11AB", "한")]
    public void The_result_is_normalised(string typed, string clean) => AssertClean(clean, typed);

    [Theory, InlineData("Ma\u0000ria"), InlineData("Ma\u0007ria\u007F"), InlineData("Ma\u202Eria"), InlineData("\u202Dria")]
    public void What_the_rules_refuse_is_left_for_them(string typed) => AssertClean(typed, typed);

    [Fact]
    public void An_unpaired_surrogate_is_no_text()
    {
        Assert.False(TextNormalizer.TryClean("Ma\uD800ria", out _));
        Assert.False(TextNormalizer.TryClean("Ma\uDC00ria", out _));
        Assert.False(TextNormalizer.TryClean("Maria\uD800", out _));
    }

    [Fact]
    public void Plain_text_is_not_copied()
    {
        var typed = new StringBuilder("Maria Musterfrau").ToString();
        Assert.True(TextNormalizer.TryClean(typed, out var clean));
        Assert.Same(typed, clean);
    }

    [Fact]
    public void A_clean_text_stays_as_it_is() => Gen.String.Sample(typed =>
        !TextNormalizer.TryClean(typed, out var once) || (TextNormalizer.TryClean(once, out var twice) && once == twice));

    private static void AssertClean(string clean, string typed)
    {
        Assert.True(TextNormalizer.TryClean(typed, out var cleaned));
        Assert.Equal(clean, cleaned);
    }
}
