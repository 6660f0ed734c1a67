using System.Net;
using Petitions.Frontend.Embedding;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Http;

/// <summary>What scripts of other sites may read, and with which headers they may ask.</summary>
[Collection(RunningProgram.Collection)]
public sealed class CorsTests(RunningProgram program)
{
    private static readonly string[] Readable =
    [
        "/api/v1/petitions/SLUG/count", "/api/v1/petitions/SLUG/count/stream", "/api/v1/petitions/SLUG/history",
        "/api/v1/petitions/SLUG/badge.svg", "/api/v1/petitions/SLUG/badge.json", "/oembed?url=SITE/p/SLUG",
        EmbeddingAssets.Counter.Path, EmbeddingAssets.Counter.StablePath,
    ];

    private static readonly string[] NotReadable =
        ["/p/SLUG", "/embed/SLUG", "/my", "/api/v1/petitions/SLUG/challenge", EmbeddingAssets.FrameStyle.Path];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("If-None-Match"), InlineData("Last-Event-ID"), InlineData("Cache-Control"), InlineData("Content-Type"),
        InlineData("X-Requested-With"), InlineData("*")]
    public async Task A_script_may_set_headers_wherever_it_may_read(string header)
    {
        foreach (var address in Readable)
        {
            using var preflight = await SendAsync(HttpMethod.Options, address, header);
            Assert.Equal((address, HttpStatusCode.NoContent), (address, preflight.StatusCode));
            Assert.Equal("*", preflight.Headers.GetValues("Access-Control-Allow-Origin").Single());
            Assert.Equal("GET", preflight.Headers.GetValues("Access-Control-Allow-Methods").Single());
            var allowed = preflight.Headers.GetValues("Access-Control-Allow-Headers").Single().Split(", ");
            Assert.Contains(header, allowed);
            Assert.Equal("86400", preflight.Headers.GetValues("Access-Control-Max-Age").Single());

            using var answer = await SendAsync(HttpMethod.Get, address, header: null);
            Assert.Equal((address, "*"), (address, answer.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        }
    }

    [Fact]
    public async Task Nothing_else_is_readable()
    {
        foreach (var address in NotReadable)
        {
            foreach (var method in new[] { HttpMethod.Options, HttpMethod.Get })
            {
                using var answer = await SendAsync(method, address, "Cache-Control");
                Assert.Equal((address, false), (address, answer.Headers.Contains("Access-Control-Allow-Origin")));
                Assert.Equal((address, false), (address, answer.Headers.Contains("Access-Control-Allow-Headers")));
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string? header)
    {
        var path = address.Replace("SLUG", program.Slug, StringComparison.Ordinal)
            .Replace("SITE", program.Settings.PublicBaseUrl.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Add("Origin", "https://host.example");
        if (method == HttpMethod.Options)
        {
            request.Headers.Add("Access-Control-Request-Method", "GET");
            request.Headers.Add("Access-Control-Request-Headers", header!.ToLowerInvariant());
        }
        return await program.Client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }
}
