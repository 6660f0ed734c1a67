using System.Buffers;
using System.Net.Mime;
using Microsoft.Net.Http.Headers;

namespace Petitions.Frontend.Http;

/// <summary>How a JSON body announces and begins itself; clients differ in both.</summary>
internal static class JsonBody
{
    /// <summary>Detail of the problem when <see cref="IsOtherEncoding"/> is true.</summary>
    public const string OtherEncodingDetail =
        "Nothing was stored. The body begins with a byte order mark of UTF-16 or UTF-32: send JSON in UTF-8 (RFC 8259 section 8.1).";

    /// <summary>The byte order mark of UTF-8, which RFC 8259 section 8.1 lets a reader ignore.</summary>
    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// The body is announced as JSON in UTF-8, not compressed. RFC 8259 defines no charset; clients send one in several spellings, and
    /// US-ASCII is a part of UTF-8.
    /// </summary>
    public static bool IsJson(HttpRequest request)
    {
        foreach (var coding in request.Headers.ContentEncoding)
            if (!string.IsNullOrEmpty(coding) && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase)) return false;
        var type = request.ContentType;
        if (type is null) return false;
        if (type.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)) return true;

        // A semicolon at the end is an empty parameter, which RFC 9110 section 5.6.6 allows.
        return MediaTypeHeaderValue.TryParse(type.AsSpan().Trim().TrimEnd(';').ToString(), out var media)
            && media.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
            && (!media.Charset.HasValue || IsUtf8(media.Charset.AsSpan().Trim('"').Trim('\'')));
    }

    /// <summary>The body without <see cref="ByteOrderMark"/>.</summary>
    public static ReadOnlySequence<byte> WithoutByteOrderMark(in ReadOnlySequence<byte> body)
    {
        if (body.Length < ByteOrderMark.Length) return body;
        Span<byte> start = stackalloc byte[ByteOrderMark.Length];
        body.Slice(0, ByteOrderMark.Length).CopyTo(start);
        return start.SequenceEqual(ByteOrderMark) ? body.Slice(ByteOrderMark.Length) : body;
    }

    /// <summary>True when the body begins with the byte order mark of another encoding.</summary>
    public static bool IsOtherEncoding(in ReadOnlySequence<byte> body)
    {
        if (body.Length < 2) return false;
        Span<byte> start = stackalloc byte[4];
        start = start[..(int)Math.Min(start.Length, body.Length)];
        body.Slice(0, start.Length).CopyTo(start);
        return start is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, 0, 0xFE, 0xFF];
    }

    private static bool IsUtf8(ReadOnlySpan<char> charset) =>
        charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase)
        || charset.Equals("utf_8", StringComparison.OrdinalIgnoreCase) || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase)
        || charset.Equals("ascii", StringComparison.OrdinalIgnoreCase);
}
