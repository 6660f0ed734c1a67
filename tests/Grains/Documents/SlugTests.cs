using Petitions.Grains.Documents;
using Xunit;

namespace Petitions.Tests.Grains.Documents;

public sealed class SlugTests
{
    [Theory]
    [InlineData("cafe")]
    [InlineData("abc")]
    [InlineData("old-lamp")]
    [InlineData("a12")]
    [InlineData("a--")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123")]
    public void A_slug_is_a_letter_followed_by_letters_digits_and_hyphens(string slug) => Assert.True(Slug.IsValid(slug));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("0cafe")]
    [InlineData("123")]
    [InlineData("-abc")]
    [InlineData("Cafe")]
    [InlineData("cafe\n")]
    [InlineData("\ncafe")]
    [InlineData("café")]
    [InlineData("old_lamp")]
    [InlineData("old lamp")]
    [InlineData("old/lamp")]
    [InlineData("a1٣")]
    [InlineData("a1234567890123456789012345678901234567890123456789012345678901234")]
    public void Anything_else_is_none(string? slug) => Assert.False(Slug.IsValid(slug));

    [Theory]
    [InlineData("cafe")]
    [InlineData("old-lamp")]
    public void A_grain_key_leads_back_to_its_slug(string slug)
    {
        Assert.Equal(slug, Slug.FromGrainKey(Slug.ToGrainKey(slug)));
        // Persistence.AdoNet would take it for a number otherwise.
        Assert.False(Slug.ToGrainKey(slug).All(char.IsAsciiHexDigit));
    }
}
