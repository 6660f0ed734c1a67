using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Documents;

namespace Petitions.Frontend.Counting;

/// <summary>One pre-serialised answer about the count of a petition. Immutable; every reader gets the same bytes.</summary>
internal sealed class CountAnswer
{
    /// <summary>
    /// How long caches may hold whatever shows a count: a moment, and longer while it is fetched anew or cannot be had (RFC 9111, RFC 5861).
    /// </summary>
    public const string Caching = "public, max-age=2, s-maxage=5, stale-while-revalidate=30, stale-if-error=300";

    /// <summary>What clients are told when there is no answer.</summary>
    public const string Missing = "The count cannot be read. Ask again after the seconds in Retry-After.";

    private byte[]? _event, _eventWithMilestone;

    public CountAnswer(PublicCount count, PetitionPhase phase, DateTimeOffset asOf, int nextPollMilliseconds, bool isStale = false)
    {
        (Public, Phase, AsOf, NextPollMilliseconds, IsStale) = (count, phase, asOf, nextPollMilliseconds, isStale);
        Body = Write();
        ETag = nextPollMilliseconds == PollInterval.MillisecondsMin ? count.ETag : $"{count.ETag.TrimEnd('"')}-{nextPollMilliseconds}\"";
    }

    /// <summary>The numbers shown.</summary>
    public PublicCount Public { get; }

    /// <summary>Where the petition is in its life.</summary>
    public PetitionPhase Phase { get; }

    /// <summary>When the tally was read.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>When clients that poll should ask again, see <see cref="PollInterval"/>.</summary>
    public int NextPollMilliseconds { get; }

    /// <summary>The cluster has not answered for a while; the answer says so.</summary>
    public bool IsStale { get; }

    /// <summary>The JSON.</summary>
    public byte[] Body { get; }

    /// <summary>
    /// Entity tag of the JSON: that of the numbers and, when there are so many who poll that they shall wait longer, of how long; else a
    /// count that does not move would leave everybody who holds it at the pace that it came with.
    /// </summary>
    public string ETag { get; }

    /// <summary>The JSON as a server-sent event, whose id is the version; made when the first viewer needs it.</summary>
    public byte[] Event => _event ??= [.. "id: "u8, .. Version(), .. "\ndata: "u8, .. Body, .. "\n\n"u8];

    /// <summary>
    /// The event after one that says which goal is reached, for viewers who have not been told. The id comes with the second, so that a
    /// viewer who is cut off between the two is told of both.
    /// </summary>
    public byte[] EventWithMilestone => _eventWithMilestone ??= [.. WriteMilestone(), .. Event];

    /// <summary>The same numbers, marked as old; under another tag, so that who holds one of the two is told of the other.</summary>
    public CountAnswer AsStale(int nextPollMilliseconds) =>
        new(IsStale ? Public : Public with { ETag = Public.ETag.TrimEnd('"') + "-stale\"" }, Phase, AsOf, nextPollMilliseconds, isStale: true);

    private byte[] Version() => Encoding.ASCII.GetBytes(Public.Version.ToString(CultureInfo.InvariantCulture));

    private byte[] WriteMilestone() => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"event: milestone\ndata: {{\"goal\":{Public.Reached},\"count\":{Public.Count},\"version\":{Public.Version}}}\n\n"));

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
