using System.Buffers;
using System.Text.Json;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Counting;

/// <summary>One pre-serialised answer about the count of a petition. Immutable; every reader gets the same bytes.</summary>
internal sealed class CountAnswer
{
    /// <summary>
    /// When clients should ask again: the cached answer is at most 5 s old on a shared cache, asking more often shows nothing new.
    /// </summary>
    public const int NextPollMilliseconds = 5_000;

    public CountAnswer(PublicCount count, PetitionPhase phase, DateTimeOffset asOf, bool isStale = false)
    {
        (Public, Phase, AsOf, IsStale) = (count, phase, asOf, isStale);
        Body = Write();
    }

    /// <summary>The numbers shown.</summary>
    public PublicCount Public { get; }

    /// <summary>Where the petition is in its life.</summary>
    public PetitionPhase Phase { get; }

    /// <summary>When the tally was read.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>The cluster has not answered for a while; the answer says so.</summary>
    public bool IsStale { get; }

    /// <summary>The JSON.</summary>
    public byte[] Body { get; }

    /// <summary>The same numbers, marked as old; under another tag, so that who holds one of the two is told of the other.</summary>
    public CountAnswer AsStale() => new(Public with { ETag = Public.ETag.TrimEnd('"') + "-stale\"" }, Phase, AsOf, isStale: true);

    private byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>(192);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("count"u8, Public.Count);
            if (Public.Goal is { } goal) json.WriteNumber("goal"u8, goal);
            else json.WriteNull("goal"u8);
            json.WriteString("asOf"u8, AsOf.UtcDateTime.AddTicks(-(AsOf.UtcTicks % TimeSpan.TicksPerMillisecond)));
            json.WriteNumber("version"u8, Public.Version);
            json.WriteString("state"u8, Phase.Word());
            json.WriteNumber("nextPollMs"u8, NextPollMilliseconds);
            if (IsStale) json.WriteBoolean("stale"u8, true);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
