using Microsoft.Net.Http.Headers;

namespace Petitions.Frontend.Http;

/// <summary>Answers reads: GET and HEAD, conditional requests (RFC 9110 section 13), caching.</summary>
internal static class ConditionalGet
{
    /// <summary>The methods of a read.</summary>
    public static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>The client has this response: If-None-Match is its entity tag, a list with it, or <c>*</c>.</summary>
    public static bool Matches(HttpRequest request, string etag)
    {
        var header = request.Headers.IfNoneMatch;
        if (header.Count == 0) return false;
        if (header.Count == 1 && header[0] == etag) return true;
        if (!EntityTagHeaderValue.TryParseList(header, out var tags)) return false;

        var current = EntityTagHeaderValue.Parse(etag);
        foreach (var tag in tags)
            if (tag.Equals(EntityTagHeaderValue.Any) || current.Compare(tag, useStrongComparison: false)) return true;
        return false;
    }

    /// <summary>The body, or 304 when the client has it.</summary>
    public static Task Answer(HttpContext http, ReadOnlyMemory<byte> body, string type, string etag, string caching)
    {
        var response = http.Response;
        response.Headers.ETag = etag;
        response.Headers.CacheControl = caching;
        if (Matches(http.Request, etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.ContentType = type;
        response.ContentLength = body.Length;
        return response.BodyWriter.WriteAsync(body).AsTask();
    }
}
