using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Petitions.Frontend.Http;
using Petitions.Grains.Counting;

namespace Petitions.Frontend.Counting;

/// <summary>The serialised history of a petition. Immutable; every reader gets the same bytes.</summary>
internal sealed class HistoryAnswer
{
    public HistoryAnswer(CountHistory history)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        var numbersFrom = Write(buffer, history);
        Body = buffer.WrittenSpan.ToArray();
        Compressed = Compress(Body);
        // Without asOf, so that an unchanged history stays valid; with the hour, as clients tell from asOf which hours these are.
        var hour = history.AsOf.ToUnixTimeSeconds() / 3_600;
        ETag = EntityTag.WithSuffix(EntityTag.Weak(Body.AsSpan(numbersFrom)), hour.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The JSON.</summary>
    public byte[] Body { get; }

    /// <summary>The JSON compressed with gzip; null when that saves nothing.</summary>
    public byte[]? Compressed { get; }

    /// <summary>Weak entity tag of both forms.</summary>
    public string ETag { get; }

    // Returns the offset at which the numbers begin.
    private static int Write(ArrayBufferWriter<byte> buffer, CountHistory history)
    {
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("asOf"u8, history.AsOf.UtcDateTime.AddTicks(-(history.AsOf.UtcTicks % TimeSpan.TicksPerMillisecond)));
        var numbersFrom = (int)(json.BytesCommitted + json.BytesPending);
        json.WriteNumber("total"u8, PublicCount.Rounded(history.Total, history.Counter));
        json.WriteStartArray("periods"u8);
        foreach (var period in HistoryPeriods.Of(history))
        {
            json.WriteStartObject();
            json.WriteString("from"u8, CountPoint.BeginOf(period.From).UtcDateTime);
            json.WriteString("to"u8, CountPoint.BeginOf(period.To).UtcDateTime);
            json.WriteNumber("signatures"u8, period.Signatures);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        return numbersFrom;
    }

    private static byte[]? Compress(byte[] body)
    {
        var compressed = CompressibleBody.Gzip(body, CompressionLevel.Optimal);
        return compressed.Length < body.Length ? compressed : null;
    }
}
