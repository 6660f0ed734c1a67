namespace Petitions.Bench.Peers;

/// <summary>
/// Answers of another server, served again from memory with the same headers and bytes, 304 to who holds them: the least that Kestrel can
/// do for such an answer.
/// </summary>
internal sealed class RecordedAnswers(IReadOnlyDictionary<string, RecordedAnswer> answers)
{
    /// <summary>The pairs <c>NAME.head</c> and <c>NAME.body</c> in the folder of <c>Answers</c>, as curl writes them.</summary>
    public static RecordedAnswers Read(IConfiguration configuration) => new(
        configuration["Answers"] is { } folder
            ? Directory.GetFiles(folder, "*.head").ToDictionary(file => Path.GetFileNameWithoutExtension(file), RecordedAnswer.Read)
            : []);

    /// <summary><c>GET /bytes/NAME</c> for each of them.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (name, answer) in answers) routes.MapGet($"/bytes/{name}", (RequestDelegate)answer.WriteAsync);
    }
}

/// <summary>One answer with its headers.</summary>
internal sealed class RecordedAnswer(KeyValuePair<string, string>[] headers, byte[] body)
{
    private readonly string? _etag = headers.FirstOrDefault(header => header.Key.Equals("ETag", StringComparison.OrdinalIgnoreCase)).Value;

    public static RecordedAnswer Read(string headFile)
    {
        // The status line has no colon and a space; the server writes Date, Server and the length itself.
        var headers = File.ReadAllLines(headFile)
            .Where(line => line.Contains(':') && !line.StartsWith("HTTP/", StringComparison.Ordinal))
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(header => !new[] { "Date", "Server", "Content-Length", "Connection", "Transfer-Encoding" }.Contains(header[0],
                StringComparer.OrdinalIgnoreCase))
            .Select(header => KeyValuePair.Create(header[0], header[1]));
        return new([.. headers], File.ReadAllBytes(Path.ChangeExtension(headFile, ".body")));
    }

    public Task WriteAsync(HttpContext http)
    {
        foreach (var (name, value) in headers) http.Response.Headers[name] = value;
        if (_etag is not null && http.Request.Headers.IfNoneMatch == _etag)
        {
            http.Response.Headers.ContentType = default;
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        http.Response.ContentLength = body.Length;
        return http.Response.BodyWriter.WriteAsync(body).AsTask();
    }
}
