using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Petitions.Frontend.Embedding;
using Petitions.Frontend.Http;
using Petitions.Frontend.Pages.Form;
using Petitions.Frontend.Pages.Layout;
using Petitions.Frontend.Pages.Thanks;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Assets;

/// <summary>The files that pages and other people's pages load.</summary>
[Collection(RunningProgram.Collection)]
public sealed class AssetTests(RunningProgram program)
{
    // KB in its smaller meaning.
    private const int CounterBytesMax = 6_000;

    private static readonly string[] Addresses =
        [LayoutAssets.Style.Path, EmbeddingAssets.FrameStyle.Path, EmbeddingAssets.FrameScript.Path, EmbeddingAssets.CopySnippet.Path,
            FormAssets.SignForm.Path,
            ThanksAssets.Thanks.Path,
         EmbeddingAssets.Counter.Path, EmbeddingAssets.Counter.StablePath];

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("gzip", "gzip")]
    [InlineData("x-gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip;q=1.0, br;q=0.5", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0", null)]
    [InlineData("*", "br")]
    [InlineData("*;q=0", null)]
    [InlineData("identity", null)]
    [InlineData("deflate", null)]
    [InlineData(";;;", null)]
    public void The_coding_is_the_smallest_of_the_most_welcome(string? accept, string? coding) =>
        Assert.Equal(coding, ContentCodings.Wanted(accept).Name());

    [Fact]
    public async Task Every_asset_is_the_same_in_every_coding()
    {
        foreach (var address in Addresses)
        {
            var plain = await ContentOfAsync(address, null);
            Assert.Equal(plain, await ContentOfAsync(address, "gzip"));
            Assert.Equal(plain, await ContentOfAsync(address, "br"));
        }
    }

    [Fact]
    public async Task A_hashed_name_is_cacheable_for_ever_and_a_stable_name_for_an_hour()
    {
        foreach (var address in Addresses)
        {
            using var answer = await SendAsync(address, "gzip");
            var caching = answer.Headers.CacheControl!;
            Assert.True(caching.Public);
            var isStable = address == EmbeddingAssets.Counter.StablePath;
            Assert.Equal(isStable ? TimeSpan.FromHours(1) : TimeSpan.FromDays(365), caching.MaxAge);
            Assert.Equal(!isStable, caching.ToString().Contains("immutable", StringComparison.Ordinal));
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("Accept-Encoding", answer.Headers.Vary.Single());
        }
    }

    [Fact]
    public async Task Other_sites_may_read_the_counter_and_isolated_frames_load_their_assets()
    {
        foreach (var address in Addresses)
        {
            using var answer = await SendAsync(address, null);
            var isCounter = address.StartsWith("/widgets/", StringComparison.Ordinal);
            Assert.Equal(isCounter, answer.Headers.Contains("Access-Control-Allow-Origin"));
            var isOfFrame = address == EmbeddingAssets.FrameStyle.Path || address == EmbeddingAssets.FrameScript.Path;
            Assert.Equal(isCounter || isOfFrame, answer.Headers.Contains("Cross-Origin-Resource-Policy"));
        }
    }

    [Fact]
    public async Task The_counter_is_a_script_of_less_than_6_KB()
    {
        using var answer = await SendAsync(EmbeddingAssets.Counter.StablePath, "gzip");
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("gzip", answer.Content.Headers.ContentEncoding.Single());
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.InRange(bytes.Length, 1, CounterBytesMax - 1);
    }

    [Fact]
    public async Task The_counter_is_served_with_its_usage_and_without_comments_and_indentation()
    {
        var lines = Encoding.UTF8.GetString(await ContentOfAsync(EmbeddingAssets.Counter.Path, null)).Split('\n');
        Assert.Contains(lines, line => line.Contains("<petition-counter petition=", StringComparison.Ordinal));
        Assert.All(lines[..^1], line => Assert.Matches("^(?!//)\\S(.*\\S)?$", line));
    }

    [Fact]
    public async Task The_integrity_that_snippets_name_is_that_of_what_is_served()
    {
        var content = await ContentOfAsync(EmbeddingAssets.Counter.Path, "br");
        Assert.Equal("sha384-" + Convert.ToBase64String(SHA384.HashData(content)), EmbeddingAssets.Counter.Integrity);
        Assert.Matches(new Regex("^/widgets/petition-counter\\.[0-9a-f]{12}\\.js$"), EmbeddingAssets.Counter.Path);
    }

    [Fact]
    public async Task A_browser_that_holds_an_asset_gets_304_without_a_body()
    {
        using var first = await SendAsync(EmbeddingAssets.Counter.StablePath, "br");
        using var request = RequestFor(HttpMethod.Get, EmbeddingAssets.Counter.StablePath, "br");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await program.Client.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.True(second.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_version_of_the_counter_that_is_not_this_one_is_404()
    {
        using var answer = await SendAsync("/widgets/petition-counter.0123456789ab.js", null, HttpStatusCode.NotFound);
        Assert.NotEqual("text/javascript", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task HEAD_tells_what_GET_would_send()
    {
        using var request = RequestFor(HttpMethod.Head, EmbeddingAssets.Counter.Path, "gzip");
        using var answer = await program.Client.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(EmbeddingAssets.Counter.In(ContentCoding.Gzip).Length, answer.Content.Headers.ContentLength);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private async Task<byte[]> ContentOfAsync(string address, string? accept)
    {
        using var answer = await SendAsync(address, accept);
        Assert.Equal(accept, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        await using var sent = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using Stream plain = accept switch
        {
            "br" => new BrotliStream(sent, CompressionMode.Decompress),
            "gzip" => new GZipStream(sent, CompressionMode.Decompress),
            _ => sent,
        };
        using var content = new MemoryStream();
        await plain.CopyToAsync(content, TestContext.Current.CancellationToken);
        return content.ToArray();
    }

    private async Task<HttpResponseMessage> SendAsync(string address, string? accept, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var request = RequestFor(HttpMethod.Get, address, accept);
        var answer = await program.Client.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        return answer;
    }

    private static HttpRequestMessage RequestFor(HttpMethod method, string address, string? accept)
    {
        var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept-Encoding", accept);
        return request;
    }
}
