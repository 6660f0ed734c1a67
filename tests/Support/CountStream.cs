using System.Net;
using System.Text.Json.Nodes;

namespace Petitions.Tests.Support;

/// <summary>One event of a count stream.</summary>
internal sealed record CountEvent(string? Name, string? Id, JsonNode Data)
{
    public long Count => (long)Data["count"]!;

    public long Version => (long)Data["version"]!;
}

/// <summary>A client of the count stream that parses server-sent events like a browser.</summary>
internal sealed class CountStream : IDisposable
{
    private readonly HttpResponseMessage _answer;
    private StreamReader? _reader;
    private long _seen;

    private CountStream(HttpResponseMessage answer) => _answer = answer;

    public HttpResponseMessage Answer => _answer;

    public HttpStatusCode Status => _answer.StatusCode;

    /// <summary>The version of the last event.</summary>
    public long Seen => Volatile.Read(ref _seen);

    public static async Task<CountStream> OpenAsync(HttpClient http, string slug, string? lastEventId = null, string? forwardedFor = null,
        CancellationToken cancel = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/petitions/{slug}/count/stream", UriKind.Relative))
        {
            Version = http.DefaultRequestVersion, VersionPolicy = http.DefaultVersionPolicy,
        };
        if (lastEventId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        if (forwardedFor is not null) request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        return new(await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel));
    }

    /// <summary>The next event; null at the regular end of the stream.</summary>
    public async Task<CountEvent?> NextAsync(CancellationToken cancel)
    {
        _reader ??= new StreamReader(await _answer.Content.ReadAsStreamAsync(cancel));
        string? name = null, id = null, data = null;
        while (await _reader.ReadLineAsync(cancel) is { } line)
        {
            if (line.Length == 0 && data is not null)
            {
                var news = new CountEvent(name, id, JsonNode.Parse(data)!);
                Volatile.Write(ref _seen, news.Version);
                return news;
            }
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon <= 0) continue;
            var value = line[(colon + 2)..];
            if (line.StartsWith("event", StringComparison.Ordinal)) name = value;
            if (line.StartsWith("id", StringComparison.Ordinal)) id = value;
            if (line.StartsWith("data", StringComparison.Ordinal)) data = value;
        }
        return null;
    }

    /// <summary>Reads until the stream ends.</summary>
    public async Task FollowAsync(CancellationToken cancel)
    {
        while (await NextAsync(cancel) is not null) continue;
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _answer.Dispose();
    }
}
