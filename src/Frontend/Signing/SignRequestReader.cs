using System.Buffers;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Petitions.Frontend.Signing;

/// <summary>Reads the JSON body of a call that signs.</summary>
internal static class SignRequestReader
{
    /// <summary>Largest body, in bytes; a larger one is answered with 413.</summary>
    public const int BytesMax = 8 * 1024;

    /// <summary>The body is JSON in UTF-8 and not compressed.</summary>
    public static bool IsJson(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0) return false;
        var type = request.ContentType;
        if (type is null) return false;
        if (type.Equals("application/json", StringComparison.OrdinalIgnoreCase)) return true;

        return MediaTypeHeaderValue.TryParse(type, out var media)
            && media.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!media.Charset.HasValue || HeaderUtilities.RemoveQuotes(media.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Null when the body is malformed: not JSON or not UTF-8; members missing, unknown, repeated or of a wrong type.</summary>
    public static SignRequest? Read(in ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment) return Read(body.FirstSpan);
        Span<byte> copy = stackalloc byte[BytesMax];
        body.CopyTo(copy);
        return Read(copy[..(int)body.Length]);
    }

    /// <inheritdoc cref="Read(in ReadOnlySequence{byte})"/>
    public static SignRequest? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, SignRequestJson.Default.SignRequest);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
