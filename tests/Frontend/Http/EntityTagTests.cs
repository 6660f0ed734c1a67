using Microsoft.Net.Http.Headers;
using Petitions.Frontend.Http;
using Xunit;

namespace Petitions.Tests.Frontend.Http;

public sealed class EntityTagTests
{
    [Fact]
    public void Equal_content_has_equal_tags_and_other_content_has_others()
    {
        Assert.Equal("\"LPJNul-wow4m6Dsq\"", EntityTag.Strong("hello"u8));
        Assert.Equal("W/\"LPJNul-wow4m6Dsq\"", EntityTag.Weak("hello"u8));
        Assert.NotEqual(EntityTag.Strong("hello"u8), EntityTag.Strong("hello "u8));
    }

    [Theory, InlineData("\"7\"", "\"7-stale\""), InlineData("W/\"7\"", "W/\"7-stale\"")]
    public void A_suffix_is_part_of_the_opaque_tag(string tag, string expected)
    {
        Assert.Equal(expected, EntityTag.WithSuffix(tag, "stale"));
        Assert.True(EntityTagHeaderValue.TryParse(EntityTag.WithSuffix(tag, "stale"), out _));
    }
}
