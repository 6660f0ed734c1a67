using System.Buffers.Text;

namespace Petitions.Bench.Rehearsal.Load;

/// <summary>
/// Finds the end of an answer of HTTP/1.1 in the bytes as they come (RFC 9112 sections 6 and 7): a body of known length, in chunks, or
/// none. Reads only what a generator needs: status, where the body lies, whether the connection stays.
/// </summary>
internal sealed class HttpReply
{
    private bool _headRead, _isChunked;
    private long _bodyLeft;
    private ChunkedBody _chunks;

    public int Status { get; private set; }

    public bool IsLast { get; private set; }

    /// <summary>Where the body begins in the buffer, and how many of its bytes lie there from the front on.</summary>
    public int BodyAt { get; private set; }

    public int BodyKept { get; private set; }

    /// <summary>From here on a full buffer may be written again.</summary>
    public int KeepFrom { get; private set; }

    public void Begin()
    {
        (_headRead, _isChunked, _bodyLeft, _chunks) = (false, false, 0, default);
        (Status, IsLast, BodyAt, BodyKept, KeepFrom) = (0, false, 0, 0, 0);
    }

    /// <summary>Takes bytes that have just arrived at <paramref name="from"/>; true when the answer is complete.</summary>
    /// <exception cref="IOException">It is no answer of HTTP/1.1.</exception>
    public bool Take(byte[] buffer, int from, int length)
    {
        var fresh = buffer.AsSpan(from, length);
        if (!_headRead)
        {
            var all = buffer.AsSpan(0, from + length);
            var end = all.IndexOf("\r\n\r\n"u8);
            if (end < 0) return all.Length < buffer.Length ? false : throw new IOException("the head of the answer is too large");
            ReadHead(all[..end]);
            BodyAt = end + 4;
            KeepFrom = Math.Min(BodyAt + buffer.Length / 4, buffer.Length - 1);
            fresh = all[BodyAt..];
        }
        BodyKept = Math.Max(BodyKept, from + length - BodyAt);
        if (_isChunked) return _chunks.Take(fresh);
        _bodyLeft -= fresh.Length;
        return _bodyLeft <= 0;
    }

    private void ReadHead(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("HTTP/1."u8) || head.Length < 12 || !Utf8Parser.TryParse(head.Slice(9, 3), out int status, out _))
            throw new IOException("this is no answer of HTTP/1.1");
        (Status, _headRead) = (status, true);
        foreach (var range in head.Split("\r\n"u8))
        {
            var line = head[range];
            if (Value(line, "content-length:"u8) is { Length: > 0 } length) Utf8Parser.TryParse(length, out _bodyLeft, out _);
            else if (Value(line, "transfer-encoding:"u8).IndexOf("chunked"u8) >= 0) _isChunked = true;
            else if (Value(line, "connection:"u8).IndexOf("close"u8) >= 0) IsLast = true;
        }
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.Length > name.Length && System.Text.Ascii.EqualsIgnoreCase(line[..name.Length], name) ? line[name.Length..].TrimStart((byte)' ') : default;
}

/// <summary>Where a body in chunks ends. Trailers are read over.</summary>
internal struct ChunkedBody
{
    private enum At : byte
    {
        Size,
        SizeEnd,
        Data,
        Trailer,
    }

    private At _at;
    private long _left;
    private int _lineLength;

    /// <summary>True when the last byte of the body was among these.</summary>
    public bool Take(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            switch (_at)
            {
                case At.Size when IsHex(b, out var digit):
                    _left = _left * 16 + digit;
                    break;
                case At.Size or At.SizeEnd:
                    // Extensions end with the line; so does an empty line, which only ends the chunk before.
                    _at = At.SizeEnd;
                    if (b != '\n') break;
                    (_at, _lineLength) = (_left > 0 ? At.Data : At.Trailer, 0);
                    _left += 2;
                    break;
                case At.Data:
                    var taken = (int)Math.Min(_left, bytes.Length - i);
                    _left -= taken;
                    i += taken - 1;
                    if (_left == 0) _at = At.Size;
                    break;
                default:
                    if (b == '\n' && _lineLength == 0) return true;
                    _lineLength = b == '\n' ? 0 : b == '\r' ? _lineLength : _lineLength + 1;
                    break;
            }
        }
        return false;
    }

    private static bool IsHex(byte b, out int digit)
    {
        digit = b switch { >= (byte)'0' and <= (byte)'9' => b - '0', >= (byte)'a' and <= (byte)'f' => b - 'a' + 10, >= (byte)'A' and <= (byte)'F' => b - 'A' + 10, _ => -1 };
        return digit >= 0;
    }
}
