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
    [InlineData("https://petition.example/p/old-lamp/thanks?lang=de", "old-lamp", "de")]
    public void The_address_of_a_petition_is_parsed(string address, string slug, string? lang)
    {
        Assert.True(OEmbed.TryReadAddress(address, "https://petition.example", out var read, out var named));
        Assert.Equal((slug, lang), (read, named));
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
        Assert.False(OEmbed.TryReadAddress(address, "https://petition.example", out _, out _));

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
        Assert.StartsWith($"<iframe src=\"{Site}/embed/{program.Slug}?lang=de\"", (string)description["html"]!, StringComparison.Ordinal);
        Assert.Contains($"width=\"{(int)description["width"]!}\" height=\"{(int)description["height"]!}\"", (string)description["html"]!,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_iframe_is_no_larger_than_maxwidth_and_maxheight()
    {
        using var answer = await AskAsync($"{Site}/p/{program.Slug}", "&maxwidth=300&maxheight=5000");
        var description = (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
        Assert.Equal((300, Snippets.FrameHeight), ((int)description["width"]!, (int)description["height"]!));
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

    private Task<HttpResponseMessage> AskAsync(string page, string more) => GetAsync($"/oembed?url={Uri.EscapeDataString(page)}{more}");

    private Task<HttpResponseMessage> GetAsync(string address) =>
        program.Client.Http.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken);
}
