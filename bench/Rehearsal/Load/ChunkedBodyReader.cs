namespace Petitions.Bench.Rehearsal.Load;

/// <summary>Finds the end of a chunked body (RFC 9112 section 7.1). Trailers are skipped.</summary>
internal struct ChunkedBodyReader
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
    public bool Read(ReadOnlySpan<byte> bytes)
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
                    // Chunk extensions end with the line. An empty line only ends the chunk before.
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
        digit = b switch
        {
            >= (byte)'0' and <= (byte)'9' => b - '0',
            >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
            >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
            _ => -1,
        };
        return digit >= 0;
    }
}
