using System.Net;
using System.Net.Sockets;
using System.Text;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Petitions;

/// <summary>Addresses as people type them and programs cut them out of a text.</summary>
[Collection(RunningProgram.Collection)]
public sealed class PastedAddressTests(RunningProgram program)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Capitals => program.Slug.ToUpperInvariant();

    [Theory]
    [InlineData("/p/{0}", "/p/{1}")]
    [InlineData("/p/{0}?lang=de", "/p/{1}?lang=de")]
    [InlineData("/p/{0}/thanks", "/p/{1}/thanks")]
    [InlineData("/p/{0}/embed?lang=en", "/p/{1}/embed?lang=en")]
    [InlineData("/embed/{0}?lang=de&theme=dark", "/embed/{1}?lang=de&theme=dark")]
    public async Task A_page_with_capitals_or_punctuation_in_its_slug_redirects_to_it(string pasted, string page)
    {
        foreach (var end in new[] { "", ".", ")", "%E2%80%9C", "%C2%A0" })
        {
            var slug = end.Length > 0 ? program.Slug + end : Capitals;
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            {
                using var answer = await SendAsync(method, string.Format(null, pasted, slug));
                Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
                Assert.Equal(string.Format(null, page, null, program.Slug), answer.Headers.Location!.OriginalString);
                Assert.Equal(TimeSpan.FromHours(1), answer.Headers.CacheControl!.MaxAge);
            }
        }
    }

    [Fact]
    public async Task The_redirect_is_the_same_whatever_the_other_headers_say()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/p/{Capitals}", UriKind.Relative));
        request.Headers.Host = "evil.example";
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("Accept-Language", "de");
        using var answer = await SendAsync(request);
        Assert.Equal($"/p/{program.Slug}", answer.Headers.Location!.OriginalString);
        Assert.Empty(answer.Headers.Vary);
        Assert.DoesNotContain("evil", answer.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/p/%2F%2Fevil.example")]
    [InlineData("/p/%5C%5Cevil.example%2F..")]
    [InlineData("/p/{0}%2F..%2F..%2Fevil.example")]
    [InlineData("/p/{0}%0D%0ASet-Cookie:x=y")]
    [InlineData("/p/nobody-knows-this.")]
    [InlineData("/p/...")]
    [InlineData("/api/v1/petitions/{0}")]
    [InlineData("/api/v1/petitions/{0}/count")]
    public async Task What_names_no_petition_and_what_programs_read_is_404_as_before(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, string.Format(null, path, Capitals));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
    }

    [Fact]
    public async Task A_post_is_not_redirected()
    {
        using var answer = await SendAsync(HttpMethod.Post, $"/p/{Capitals}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory, InlineData("?x=\u00E9"), InlineData("?x=a b"), InlineData("?x=%0D%0AX-Evil:%20yes"), InlineData("?x=\"<script>")]
    public async Task A_query_adds_no_header_and_breaks_nothing(string query)
    {
        // Raw, as no client library would send it.
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, program.Settings.PublicBaseUrl.Port, Cancel);
        await using var stream = client.GetStream();
        var request = $"GET /p/{Capitals}{query} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request), Cancel);
        using var reader = new StreamReader(stream);
        var lines = (await reader.ReadToEndAsync(Cancel)).Split("\r\n");
        Assert.Contains(lines[0], new[] { "HTTP/1.1 301 Moved Permanently", "HTTP/1.1 400 Bad Request" });
        Assert.DoesNotContain(lines, line => line.StartsWith("X-Evil", StringComparison.OrdinalIgnoreCase));
        Assert.All(
            lines.Where(line => line.StartsWith("Location:", StringComparison.Ordinal)),
            line => Assert.StartsWith($"Location: /p/{program.Slug}?x=", line, StringComparison.Ordinal));
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) => SendAsync(new(method, new Uri(path, UriKind.Relative)));

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using (request) return await program.Client.Http.SendAsync(request, Cancel);
    }
}
