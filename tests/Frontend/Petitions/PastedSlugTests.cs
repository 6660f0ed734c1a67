using Petitions.Frontend.Petitions;
using Xunit;

namespace Petitions.Tests.Frontend.Petitions;

public sealed class PastedSlugTests
{
    [Theory]
    [InlineData("Old-Lamp")]
    [InlineData("OLD-LAMP")]
    [InlineData("old-lamp.")]
    [InlineData("old-lamp)")]
    [InlineData("old-lamp).")]
    [InlineData("(old-lamp)")]
    [InlineData("<old-lamp>")]
    [InlineData("old-lamp,")]
    [InlineData("old-lamp!?")]
    [InlineData("*old-lamp*")]
    [InlineData("_old-lamp_")]
    [InlineData("„old-lamp“")]
    [InlineData("»old-lamp«")]
    [InlineData("old-lamp…")]
    [InlineData("old-lamp\u00A0")]
    [InlineData("\u200Bold-lamp\u200B")]
    [InlineData("old-lamp\r\n")]
    public void The_slug_is_found_in_what_was_pasted(string text)
    {
        Assert.True(PastedSlug.TryCorrect(text, out var slug));
        Assert.Equal("old-lamp", slug);
    }

    // The Kelvin sign, whose small letter is a k, and a full-width letter: no letters of a slug.
    [Theory, InlineData("old-lamp"), InlineData("old lamp"), InlineData("old.lamp"), InlineData("old/lamp"), InlineData("old\u200Blamp"),
        InlineData("o\u212Ad-lamp"), InlineData("old-l\uFF41mp")]
    public void A_slug_and_other_texts_are_not_corrected(string text) => Assert.False(PastedSlug.TryCorrect(text, out _));

    [Theory, InlineData(""), InlineData("..."), InlineData("\u00A0")]
    public void A_text_without_a_slug_names_no_petition(string text) =>
        Assert.False(PastedSlug.TryCorrect(text, out var slug) && slug.Length > 0);
}
