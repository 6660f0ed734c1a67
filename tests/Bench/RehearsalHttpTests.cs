using System.Text;
using Petitions.Bench.Rehearsal.Load;
using Xunit;

namespace Petitions.Tests.Bench;

/// <summary>The bytes that the load generator sends, and how it finds the end of a response.</summary>
public sealed class RehearsalHttpTests
{
    [Fact]
    public void A_request_is_complete_and_has_its_length()
    {
        var requests = new SigningRequestTemplate(new Uri("http://127.0.0.1:5080"), "some-rehearsal", [("transfer", "2026-01")], "a1");
        var operation = new IdempotencyKeys().Of(7);
        var buffer = new byte[4096];
        var text = Encoding.UTF8.GetString(buffer.AsSpan(0, requests.Write(buffer, 42, operation)));
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var (head, body) = (text[..end], text[(end + 4)..]);
        const string firstLines = "POST /api/v1/petitions/some-rehearsal/signatures HTTP/1.1\r\nHost: 127.0.0.1:5080\r\n";
        Assert.StartsWith(firstLines, head, StringComparison.Ordinal);
        Assert.Contains($"Idempotency-Key: {operation}", head, StringComparison.Ordinal);
        Assert.EndsWith($"Content-Length: {Encoding.UTF8.GetByteCount(body)}", head, StringComparison.Ordinal);
        Assert.Contains($"\"{requests.EmailOf(42)}\"", body, StringComparison.Ordinal);
        Assert.EndsWith(".invalid", requests.EmailOf(42), StringComparison.Ordinal);
        Assert.DoesNotContain('#', text);
    }

    [Theory]
    [InlineData("HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello", 201, false)]
    [InlineData("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", 204, true)]
    [InlineData("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n", 200, false)]
    public void The_end_of_a_response_is_found_however_it_is_split(string answer, int status, bool isLast)
    {
        var bytes = Encoding.ASCII.GetBytes(answer);
        for (var cut = 1; cut < bytes.Length; cut++)
        {
            var response = new HttpResponseReader();
            response.Reset();
            var buffer = new byte[4096];
            bytes.CopyTo(buffer, 0);
            Assert.False(response.Read(buffer, 0, cut), $"Complete after {cut} bytes.");
            Assert.True(response.Read(buffer, cut, bytes.Length - cut), $"Not complete when cut at {cut}.");
            Assert.Equal((status, isLast), (response.Status, response.ClosesConnection));
        }
    }
}
