using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Documents;

namespace Petitions.Frontend.Counting;

/// <summary>The serialised count of a petition. Immutable; every reader gets the same bytes.</summary>
internal sealed class CountAnswer
{
    /// <summary>
    /// Cache-Control of everything that shows a count: 2 s in browsers, 5 s in shared caches, 30 s while it is revalidated, 5 min when it
    /// cannot be fetched (RFC 9111, RFC 5861).
    /// </summary>
    public const string Caching = "public, max-age=2, s-maxage=5, stale-while-revalidate=30, stale-if-error=300";

    /// <summary>Detail of the problem when there is no count.</summary>
    public const string Missing = "The count cannot be read. Ask again after the seconds in Retry-After.";

    private byte[]? _event, _eventWithMilestone;

    public CountAnswer(PublicCount count, PetitionPhase phase, DateTimeOffset asOf, int nextPollMilliseconds, bool isStale = false)
    {
        (Public, Phase, AsOf, NextPollMilliseconds, IsStale) = (count, phase, asOf, nextPollMilliseconds, isStale);
        Body = Write();
        ETag = nextPollMilliseconds == PollInterval.MillisecondsMin ? count.ETag
            : EntityTag.WithSuffix(count.ETag, nextPollMilliseconds.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The numbers shown.</summary>
    public PublicCount Public { get; }

    /// <summary>The phase of the petition.</summary>
    public PetitionPhase Phase { get; }

    /// <summary>When the tally was read.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>When polling clients should ask again, see <see cref="PollInterval"/>.</summary>
    public int NextPollMilliseconds { get; }

    /// <summary>The count could not be refreshed for 10 s.</summary>
    public bool IsStale { get; }

    /// <summary>The JSON.</summary>
    public byte[] Body { get; }

    /// <summary>
    /// Entity tag of the JSON: that of the numbers, and of the poll interval when it is longer than the shortest. Otherwise clients of a
    /// count that does not change would get 304 and keep their old interval.
    /// </summary>
    public string ETag { get; }

    /// <summary>The JSON as a server-sent event with the version as its id. Made when first read.</summary>
    public byte[] Event => _event ??= [.. "id: "u8, .. Version(), .. "\ndata: "u8, .. Body, .. "\n\n"u8];

    /// <summary>
    /// A <c>milestone</c> event and then <see cref="Event"/>, for viewers that have not seen the goal reached. Only the second has the id,
    /// so a viewer that is disconnected between the two gets both again.
    /// </summary>
    public byte[] EventWithMilestone => _eventWithMilestone ??= [.. WriteMilestone(), .. Event];

    /// <summary>The same numbers marked as stale, with another entity tag, so that clients see the mark appear and disappear.</summary>
    public CountAnswer AsStale(int nextPollMilliseconds)
    {
        var count = IsStale ? Public : Public with { ETag = EntityTag.WithSuffix(Public.ETag, "stale") };
        return new(count, Phase, AsOf, nextPollMilliseconds, isStale: true);
    }

    private byte[] Version() => Encoding.ASCII.GetBytes(Public.Version.ToString(CultureInfo.InvariantCulture));

    private byte[] WriteMilestone() => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"event: milestone\ndata: {{\"goal\":{Public.Reached},\"count\":{Public.Count},\"version\":{Public.Version}}}\n\n"));

    // Only where there are some: most petitions have none.
    private void WriteSources(Utf8JsonWriter json)
    {
        if (Public.Sources == default) return;
        json.WriteStartObject("sources"u8);
        if (Public.Sources.Paper > 0) json.WriteNumber("paper"u8, Public.Sources.Paper);
        if (Public.Sources.Imported > 0) json.WriteNumber("import"u8, Public.Sources.Imported);
        json.WriteEndObject();
    }

    private byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
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
            WriteSources(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
