using System.Net;
using System.Text.Json.Nodes;

namespace Petitions.Tests.Support;

/// <summary>One event of a stream of counts.</summary>
internal sealed record CountEvent(string? Name, string? Id, JsonNode Data)
{
    public long Count => (long)Data["count"]!;

    public long Version => (long)Data["version"]!;
}

/// <summary>A client that follows the count as server-sent events and reads them as a browser does.</summary>
internal sealed class CountStream : IDisposable
{
    private readonly HttpResponseMessage _answer;
    private StreamReader? _reader;

    private CountStream(HttpResponseMessage answer) => _answer = answer;

    public HttpResponseMessage Answer => _answer;

    public HttpStatusCode Status => _answer.StatusCode;

    public static async Task<CountStream> OpenAsync(HttpClient http, string slug, string? lastEventId = null, string? forwardedFor = null, CancellationToken cancel = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/petitions/{slug}/count/stream", UriKind.Relative));
        if (lastEventId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        if (forwardedFor is not null) request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        return new(await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel));
    }

    /// <summary>The next event; null when the stream has ended as it should.</summary>
    public async Task<CountEvent?> NextAsync(CancellationToken cancel)
    {
        _reader ??= new StreamReader(await _answer.Content.ReadAsStreamAsync(cancel));
        string? name = null, id = null, data = null;
        while (await _reader.ReadLineAsync(cancel) is { } line)
        {
            if (line.Length == 0 && data is not null) return new(name, id, JsonNode.Parse(data)!);
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon <= 0) continue;
            var value = line[(colon + 2)..];
            if (line.StartsWith("event", StringComparison.Ordinal)) name = value;
            if (line.StartsWith("id", StringComparison.Ordinal)) id = value;
            if (line.StartsWith("data", StringComparison.Ordinal)) data = value;
        }
        return null;
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _answer.Dispose();
    }
}
