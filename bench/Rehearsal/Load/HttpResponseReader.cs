using System.Buffers.Text;

namespace Petitions.Bench.Rehearsal.Load;

/// <summary>
/// Finds the end of an HTTP/1.1 response in the bytes as they arrive (RFC 9112 sections 6 and 7): a body of known length, a chunked one, or
/// none. It reads only what a generator needs: the status, where the body is, and whether the connection stays open.
/// </summary>
internal sealed class HttpResponseReader
{
    private bool _headRead, _isChunked;
    private long _bodyLeft;
    private ChunkedBodyReader _chunks;

    public int Status { get; private set; }

    public bool ClosesConnection { get; private set; }

    /// <summary>Start of the body in the buffer, and how many of its bytes are there.</summary>
    public int BodyAt { get; private set; }

    public int BodyLength { get; private set; }

    /// <summary>A full buffer may be overwritten from here on.</summary>
    public int KeepFrom { get; private set; }

    public void Reset()
    {
        (_headRead, _isChunked, _bodyLeft, _chunks) = (false, false, 0, default);
        (Status, ClosesConnection, BodyAt, BodyLength, KeepFrom) = (0, false, 0, 0, 0);
    }

    /// <summary>Reads the bytes that arrived at <paramref name="from"/>; true when the response is complete.</summary>
    /// <exception cref="IOException">It is not an HTTP/1.1 response.</exception>
    public bool Read(byte[] buffer, int from, int length)
    {
        var fresh = buffer.AsSpan(from, length);
        if (!_headRead)
        {
            var all = buffer.AsSpan(0, from + length);
            var end = all.IndexOf("\r\n\r\n"u8);
            if (end < 0) return all.Length < buffer.Length ? false : throw new IOException("the head of the response is too large");
            ReadHead(all[..end]);
            BodyAt = end + 4;
            KeepFrom = Math.Min(BodyAt + buffer.Length / 4, buffer.Length - 1);
            fresh = all[BodyAt..];
        }
        BodyLength = Math.Max(BodyLength, from + length - BodyAt);
        if (_isChunked) return _chunks.Read(fresh);
        _bodyLeft -= fresh.Length;
        return _bodyLeft <= 0;
    }

    private void ReadHead(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("HTTP/1."u8) || head.Length < 12 || !Utf8Parser.TryParse(head.Slice(9, 3), out int status, out _))
            throw new IOException("this is not an HTTP/1.1 response");
        (Status, _headRead) = (status, true);
        foreach (var range in head.Split("\r\n"u8))
        {
            var line = head[range];
            if (Value(line, "content-length:"u8) is { Length: > 0 } length) Utf8Parser.TryParse(length, out _bodyLeft, out _);
            else if (Value(line, "transfer-encoding:"u8).IndexOf("chunked"u8) >= 0) _isChunked = true;
            else if (Value(line, "connection:"u8).IndexOf("close"u8) >= 0) ClosesConnection = true;
        }
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.Length > name.Length && System.Text.Ascii.EqualsIgnoreCase(line[..name.Length], name)
            ? line[name.Length..].TrimStart((byte)' ')
            : default;
}
