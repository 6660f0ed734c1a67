using Petitions.Frontend.Petitions;
using Xunit;

namespace Petitions.Tests.Frontend.Petitions;

public sealed class LetterHtmlTests
{
    [Fact]
    public void A_letter_keeps_its_paragraphs_emphasis_and_lists() => Assert.Equal(
        "<p>Dear Jane,</p>\n<p><strong>please</strong> <em>light</em> it:</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>",
        LetterHtml.Render("Dear Jane,\n\n**please** *light* it:\n\n- one\n- two\n"));

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("text <img src=x onerror=alert(1)> text")]
    [InlineData("<a href=\"https://example.org\" onclick=\"alert(1)\">link</a>")]
    [InlineData("<style>body{display:none}</style>")]
    [InlineData("<iframe src=\"https://example.org\"></iframe>")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("<!-- comment -->")]
    public void Raw_HTML_is_shown_and_not_obeyed(string html)
    {
        var letter = LetterHtml.Render(html);
        Assert.Contains("&lt;", letter, StringComparison.Ordinal);
        Assert.DoesNotMatch("<(?!/?p>)", letter);
    }

    [Theory]
    [InlineData("[click](javascript:alert(1))")]
    [InlineData("[click](JaVaScRiPt:alert(1))")]
    [InlineData("[click](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[click](http://example.org)")]
    [InlineData("[click](//example.org)")]
    [InlineData("[click](/p/other)")]
    [InlineData("[click](mailto:jane@example.org)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[click][1]\n\n[1]: javascript:alert(1)")]
    public void Only_https_can_be_followed(string markdown) =>
        Assert.DoesNotContain("href", LetterHtml.Render(markdown), StringComparison.Ordinal);

    [Fact]
    public void An_https_link_says_nothing_about_who_follows_it() => Assert.Equal(
        "<p><a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noopener noreferrer nofollow\">click</a></p>",
        LetterHtml.Render("[click](https://example.org/a?b=1&c=2 \"title\")"));

    [Fact]
    public void An_image_is_left_out() =>
        Assert.DoesNotContain("img", LetterHtml.Render("![alt](https://example.org/pixel.png)"), StringComparison.Ordinal);

    [Fact]
    public void Headings_begin_below_the_title_of_the_page() =>
        Assert.Equal("<h2>One</h2>\n<h3>Two</h3>\n<h4>Six</h4>", LetterHtml.Render("# One\n\n## Two\n\n###### Six\n"));
}
