using System.Text.Unicode;

namespace Petitions.Silo.Entry;

/// <summary>Reads another stream and ends with a clear message at the first line that is not UTF-8.</summary>
internal sealed class Utf8Check(Stream file) : Stream
{
    // A character has at most four bytes: three of one that is cut are kept.
    private readonly byte[] _cut = new byte[4];
    private int _cutLength;
    private long _line = 1;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="SignatureFileException">The bytes are not UTF-8.</exception>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="SignatureFileException">The bytes are not UTF-8.</exception>
    public override int Read(Span<byte> buffer)
    {
        var length = file.Read(buffer);
        Check(buffer[..length], isEnd: length == 0 && buffer.Length > 0);
        return length;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }

    private void Check(ReadOnlySpan<byte> read, bool isEnd)
    {
        // What was cut off the last block, completed byte by byte.
        while (_cutLength > 0 && read.Length > 0)
        {
            _cut[_cutLength++] = read[0];
            read = read[1..];
            if (Utf8.IsValid(_cut.AsSpan(0, _cutLength))) _cutLength = 0;
            else if (_cutLength == _cut.Length || CutLength(_cut.AsSpan(0, _cutLength)) != _cutLength) throw NotUtf8();
        }
        if (isEnd && _cutLength > 0) throw NotUtf8();
        var cut = CutLength(read);
        var whole = read[..^cut];
        if (!Utf8.IsValid(whole))
        {
            var valid = 0;
            for (var next = whole.IndexOf((byte)'\n'); next >= 0 && Utf8.IsValid(whole[valid..(valid + next + 1)]);
                 next = whole[valid..].IndexOf((byte)'\n'))
            {
                valid += next + 1;
                _line++;
            }
            throw NotUtf8();
        }
        _line += whole.Count((byte)'\n');
        read[^cut..].CopyTo(_cut);
        _cutLength = Math.Max(cut, _cutLength);
    }

    // How many of the last bytes begin a character that is longer.
    private static int CutLength(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var length = bytes[^back] switch
            {
                >= 0xF0 and < 0xF8 => 4, >= 0xE0 and < 0xF0 => 3, >= 0xC0 and < 0xE0 => 2, < 0x80 => 1, _ => 0,
            };
            if (length > 0) return length > back ? back : 0;
        }
        return 0;
    }

    private SignatureFileException NotUtf8() => new(
        $"line {_line} is not UTF-8: save the file as CSV UTF-8, or convert it, such as with"
        + " \"iconv -f WINDOWS-1252 -t UTF-8 OLD.csv > NEW.csv\".");
}
