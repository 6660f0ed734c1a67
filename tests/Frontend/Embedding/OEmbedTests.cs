using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Petitions.Frontend.Embedding;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Embedding;

[Collection(RunningProgram.Collection)]
public sealed class OEmbedTests(RunningProgram program)
{
    private string Site => program.Settings.PublicBaseUrl.GetLeftPart(UriPartial.Authority);

    [Theory]
    [InlineData("https://petition.example/p/old-lamp", "old-lamp", null)]
    [InlineData("http://PETITION.example/p/old-lamp/", "old-lamp", null)]
    [InlineData("https://petition.example/p/old-lamp?lang=de", "old-lamp", "de")]
    [InlineData("https://petition.example/p/old-lamp?lang=fr#sign", "old-lamp", "fr")]
    [InlineData("https://petition.example:443/embed/old-lamp", "old-lamp", null)]
    [InlineData("https://petition.example/embed/old-lamp?lang=de&theme=dark", "old-lamp", "de", "dark")]
    [InlineData("https://petition.example/p/old-lamp/thanks?lang=de", "old-lamp", "de")]
    public void The_address_of_a_petition_is_parsed(string address, string slug, string? lang, string? theme = null)
    {
        Assert.True(OEmbed.TryReadAddress(address, "https://petition.example", out var read, out var named, out var shown));
        Assert.Equal((slug, lang, theme), (read, named, shown));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/p/old-lamp")]
    [InlineData("ftp://petition.example/p/old-lamp")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://petition.example/")]
    [InlineData("https://petition.example/p")]
    [InlineData("https://petition.example/p/old-lamp/sign")]
    [InlineData("https://petition.example:8443/p/old-lamp")]
    [InlineData("https://petition.example.evil.example/p/old-lamp")]
    [InlineData("https://petition.example@evil.example/p/old-lamp")]
    [InlineData("https://other.example/p/old-lamp")]
    public void Every_other_address_is_rejected(string address) =>
        Assert.False(OEmbed.TryReadAddress(address, "https://petition.example", out _, out _, out _));

    [Fact]
    public async Task The_petition_page_links_an_oEmbed_description_with_an_iframe()
    {
        using var page = await GetAsync($"/p/{program.Slug}?lang=de");
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var link = Regex.Match(html, "<link rel=\"alternate\" type=\"application/json\\+oembed\" href=\"([^\"]*)\"");
        var href = WebUtility.HtmlDecode(link.Groups[1].Value);
        Assert.StartsWith(Site + "/oembed?url=", href, StringComparison.Ordinal);

        using var answer = await GetAsync(href);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        var description = (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
        Assert.Equal(("1.0", "rich"), ((string)description["version"]!, (string)description["type"]!));
        Assert.Contains((string)description["title"]!, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains($"<iframe src=\"{Site}/embed/{program.Slug}?lang=de&amp;theme=light\"", (string)description["html"]!,
            StringComparison.Ordinal);
        Assert.Contains($"width=\"{(int)description["width"]!}\" height=\"{(int)description["height"]!}\"", (string)description["html"]!,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 480, 272)]
    [InlineData("&maxwidth=5000&maxheight=5000", 480, 272)]
    [InlineData("&maxwidth=300&maxheight=5000", 300, 272)]
    [InlineData("&maxwidth=200&maxheight=5000", 200, 397)]
    [InlineData("&maxwidth=200&maxheight=250", 200, 250)]
    public async Task The_iframe_is_no_larger_than_maxwidth_and_maxheight_and_higher_where_it_is_narrow(string most, int width, int height)
    {
        var description = await DescribeAsync($"{Site}/p/{program.Slug}", most);
        Assert.Equal((width, height), ((int)description["width"]!, (int)description["height"]!));
    }

    [Fact]
    public async Task The_HTML_begins_with_a_link_that_WordPress_shows_and_others_hide()
    {
        var html = (string)(await DescribeAsync($"{Site}/p/{program.Slug}?lang=de", ""))["html"]!;
        Assert.Matches(
            $"^<blockquote hidden><a href=\"{Site}/p/{program.Slug}\\?lang=de\">[^<]+</a></blockquote><iframe [^>]*></iframe>$", html);
    }

    [Theory, InlineData("", "auto"), InlineData("theme=dark", "dark"), InlineData("theme=light", "light"), InlineData("theme=pink", "auto")]
    public async Task A_frame_names_its_description_with_its_theme(string query, string theme)
    {
        using var frame = await GetAsync($"/embed/{program.Slug}?lang=de&{query}");
        var link = Regex.Match(
            await frame.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "application/json\\+oembed\" href=\"([^\"]*)\"");
        using var answer = await GetAsync(WebUtility.HtmlDecode(link.Groups[1].Value));
        var description = (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
        Assert.Contains($"<iframe src=\"{Site}/embed/{program.Slug}?lang=de&amp;theme={theme}\"", (string)description["html"]!,
            StringComparison.Ordinal);
    }

    [Theory, InlineData("."), InlineData(")"), InlineData("%E2%80%9C")]
    public async Task An_address_cut_out_of_a_text_is_understood(string after)
    {
        var description = await DescribeAsync($"{Site}/p/{program.Slug}{after}", "");
        Assert.Contains($"/p/{program.Slug}?lang=", (string)description["html"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/p/nobody-knows-this", "", HttpStatusCode.NotFound)]
    [InlineData("/", "", HttpStatusCode.NotFound)]
    [InlineData("/p/SLUG", "&format=xml", HttpStatusCode.NotImplemented)]
    [InlineData("/p/SLUG", "&format=json", HttpStatusCode.OK)]
    [InlineData("/p/SLUG", "&maxwidth=wide", HttpStatusCode.BadRequest)]
    [InlineData("/p/SLUG", "&maxheight=0", HttpStatusCode.BadRequest)]
    [InlineData("/p/SLUG", "&maxwidth=99999999999", HttpStatusCode.BadRequest)]
    public async Task Other_requests_get_the_status_of_the_oEmbed_specification(string path, string more, HttpStatusCode status)
    {
        using var answer = await AskAsync(Site + path.Replace("SLUG", program.Slug, StringComparison.Ordinal), more);
        Assert.Equal(status, answer.StatusCode);
        if (status != HttpStatusCode.OK) Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory, InlineData("/oembed"), InlineData("/oembed?url="), InlineData("/oembed?url=a&url=b")]
    public async Task A_request_without_an_address_is_400(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_address_of_another_site_is_404_even_with_a_known_slug()
    {
        using var answer = await AskAsync($"https://evil.example/p/{program.Slug}", "");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<JsonObject> DescribeAsync(string page, string more)
    {
        using var answer = await AskAsync(page, more);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
    }

    private Task<HttpResponseMessage> AskAsync(string page, string more) => GetAsync($"/oembed?url={Uri.EscapeDataString(page)}{more}");

    private Task<HttpResponseMessage> GetAsync(string address) =>
        program.Client.Http.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken);
}
