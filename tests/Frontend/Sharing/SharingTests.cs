using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Petitions.Tests.Support;
using SkiaSharp;
using Xunit;

namespace Petitions.Tests.Frontend.Sharing;

/// <summary>What a site that shows a link to a petition gets: the tags of the page and the picture they name.</summary>
[Collection(RunningProgram.Collection)]
public sealed partial class SharingTests(RunningProgram program)
{
    private string Picture => $"/p/{program.Slug}/og.png";

    private string Site => program.Client.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task The_picture_is_a_PNG_that_every_site_may_show_and_every_cache_may_hold()
    {
        using var answer = await AskAsync(Picture);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("image/png", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(TimeSpan.FromMinutes(5), answer.Headers.CacheControl!.MaxAge);
        Assert.Equal(TimeSpan.FromMinutes(5), answer.Headers.CacheControl.SharedMaxAge);
        Assert.True(answer.Headers.CacheControl.Public);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("cross-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.False(answer.Headers.Contains("Vary"));
        using var picture = SKBitmap.Decode(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal((1200, 630), (picture.Width, picture.Height));
    }

    [Fact]
    public async Task A_known_image_is_304_and_HEAD_has_no_body()
    {
        using var answer = await AskAsync(Picture);
        using var held = await AskAsync(Picture, request => request.Headers.IfNoneMatch.Add(answer.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, held.StatusCode);
        using var head = await AskAsync(Picture, request => request.Method = HttpMethod.Head);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(answer.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_image_has_the_requested_language_or_else_that_of_the_letter()
    {
        using var english = await AskAsync($"{Picture}?lang=en");
        using var german = await AskAsync($"{Picture}?lang=de");
        Assert.NotEqual(english.Headers.ETag, german.Headers.ETag);
        foreach (var address in new[] { Picture, $"{Picture}?lang=fr", $"{Picture}?lang=" })
        {
            using var answer = await AskAsync(address, request => request.Headers.AcceptLanguage.ParseAdd("de"));
            Assert.Equal(english.Headers.ETag, answer.Headers.ETag);
        }
    }

    [Theory, InlineData("HTTP/1.1\r\nHost:\r\nConnection: close"), InlineData("HTTP/1.0")]
    public async Task Without_a_Host_header_links_name_localhost(string request)
    {
        var reached = program.Client.Http.BaseAddress!;
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, reached.Port, TestContext.Current.CancellationToken);
        var stream = connection.GetStream();
        var bytes = Encoding.ASCII.GetBytes($"GET /p/{program.Slug}?lang=en {request}\r\n\r\n");
        await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
        var page = await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"content=\"http://localhost:{reached.Port}{Picture}", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http:///", page, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", page, StringComparison.Ordinal);
    }

    [Theory, InlineData("nobody-knows-this"), InlineData("0cafe"), InlineData("123"), InlineData("%2e%2e")]
    public async Task A_picture_of_an_unknown_petition_is_404(string slug)
    {
        using var answer = await AskAsync($"/p/{slug}/og.png");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.NotEqual("image/png", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_page_names_itself_and_a_picture_that_exists_by_absolute_addresses()
    {
        var tags = TagsOf(await TextOf($"/p/{program.Slug}?lang=de"));
        Assert.Equal($"{Site}/p/{program.Slug}?lang=de", tags["og:url"]);
        Assert.Equal(tags["og:url"], tags["canonical"]);
        Assert.Equal($"{Site}{Picture}?lang=de", tags["og:image"]);
        Assert.Equal(("1200", "630"), (tags["og:image:width"], tags["og:image:height"]));
        Assert.Equal(("website", "de_DE", "summary_large_image"), (tags["og:type"], tags["og:locale"], tags["twitter:card"]));
        Assert.All(["description", "og:title", "og:description", "og:image:alt"], name => Assert.NotEmpty(tags[name]));
        Assert.False(tags.ContainsKey("robots"));

        using var picture = await program.Client.Http.GetAsync(new Uri(tags["og:image"]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, picture.StatusCode);
    }

    [Fact]
    public async Task The_Host_header_is_not_in_a_page()
    {
        using var theirs = await AskAsync($"/p/{program.Slug}?lang=en", request => request.Headers.Host = "evil.example");
        var page = await theirs.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("evil.example", page, StringComparison.Ordinal);
        Assert.Contains($"http://localhost:{program.Client.Http.BaseAddress!.Port}/p/", page, StringComparison.Ordinal);
    }

    private async Task<string> TextOf(string address)
    {
        using var answer = await AskAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private async Task<HttpResponseMessage> AskAsync(string address, Action<HttpRequestMessage>? with = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        with?.Invoke(request);
        return await program.Client.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static Dictionary<string, string> TagsOf(string page) => Tag().Matches(page).ToDictionary(
        tag => tag.Groups["name"].Value, tag => WebUtility.HtmlDecode(tag.Groups["content"].Value));

    [GeneratedRegex("<(?:meta (?:name|property)|link rel)=\"(?<name>(?:og:|twitter:|description|canonical|robots)[^\"]*)\" "
        + "(?:content|href)=\"(?<content>[^\"]*)\"(?: /)?>")]
    private static partial Regex Tag();
}
