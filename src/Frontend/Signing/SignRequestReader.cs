using System.Buffers;
using System.Text.Json;
using Petitions.Frontend.Http;

namespace Petitions.Frontend.Signing;

/// <summary>Reads the JSON body of a call that signs.</summary>
internal static class SignRequestReader
{
    /// <summary>Largest body, in bytes; a larger one is answered with 413.</summary>
    public const int BytesMax = 8 * 1024;

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
        if (body.StartsWith(JsonBody.ByteOrderMark)) body = body[JsonBody.ByteOrderMark.Length..];
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
