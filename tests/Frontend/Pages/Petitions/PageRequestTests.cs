using Microsoft.AspNetCore.Http;
using Petitions.Frontend.Admin;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Xunit;

namespace Petitions.Tests.Frontend.Pages.Petitions;

/// <summary>What a request says about who made it: its language, its origin, its token.</summary>
public sealed class PageRequestTests
{
    [Theory]
    [InlineData("?lang=de", "en", "de")]
    [InlineData("?lang=DE", "en", "de")]
    [InlineData("?lang=fr", "de", "de")]
    [InlineData("?lang=de-AT", "en", "de")]
    [InlineData("", "de-AT,de;q=0.9,en;q=0.8", "de")]
    [InlineData("", "fr, en;q=0.5, de;q=0.7", "de")]
    [InlineData("", "fr", "en")]
    [InlineData("", "de;q=0", "en")]
    [InlineData("", "*", "en")]
    [InlineData("", ";;;", "en")]
    [InlineData("", null, "en")]
    public void The_language_is_the_one_asked_for_or_the_preferred_or_English(string query, string? accept, string lang)
    {
        var request = Request();
        request.QueryString = new QueryString(query);
        request.Headers.AcceptLanguage = accept;
        Assert.Equal(lang, PageLanguage.Of(request).Lang);
    }

    [Theory]
    [InlineData("same-origin", null, true)]
    [InlineData("none", null, true)]
    [InlineData("same-site", null, false)]
    [InlineData("cross-site", "https://petition.example", false)]
    [InlineData(null, "https://petition.example", true)]
    [InlineData(null, "https://PETITION.example", true)]
    [InlineData(null, "https://petition.example:8443", false)]
    [InlineData(null, "https://evil.example", false)]
    [InlineData(null, "https://petition.example.evil.example", false)]
    [InlineData(null, "null", false)]
    [InlineData(null, null, true)]
    public void A_form_is_taken_from_our_own_page_only(string? site, string? origin, bool allowed)
    {
        var request = Request();
        request.Headers["Sec-Fetch-Site"] = site;
        request.Headers.Origin = origin;
        Assert.Equal(allowed, SameOrigin.Allows(request));
        Assert.Equal(allowed || origin == "null", SameOrigin.Allows(request, orNull: true));
    }

    [Fact]
    public void Only_the_token_is_the_token()
    {
        var token = new AdminToken("correct horse");
        Assert.True(token.Matches("correct horse"));
        Assert.False(token.Matches("correct hors"));
        Assert.False(token.Matches(""));
        Assert.False(token.Matches(new string('x', 5_000)));
        Assert.Throws<ArgumentException>(() => new AdminToken(" "));
    }

    [Fact]
    public void Admin_ports_are_those_of_the_addresses()
    {
        Assert.Equal([5081, 5082], AdminPorts.Of("http://localhost:5081; http://*:5082").Ports.Order());
        Assert.Throws<FormatException>(() => AdminPorts.Of("http://localhost:0"));
    }

    private static HttpRequest Request()
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString("petition.example");
        return request;
    }
}
