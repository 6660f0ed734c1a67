using Petitions.Frontend.Hosting;

namespace Petitions.Frontend.Counting;

/// <summary>Section <c>Petition:Streams</c> of the configuration.</summary>
internal sealed class StreamOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Petition:Streams";

    /// <summary>
    /// Viewers that this process sends changes to, 0 to 37,000. One more is told to poll. Each costs 12 to 17 KB of memory and a
    /// connection, which signers then still have: see <see cref="KestrelLimits"/>. With more than the default a change takes longer than 2 s to
    /// reach all of them: see <see cref="BroadcastSchedule"/>. With more than the most a heartbeat would come after more than 20 s.
    /// </summary>
    public int ViewersMax { get; set; } = 12_000;

    /// <summary>Viewers behind one address, 1 to 100,000: a household or an office, not a whole process.</summary>
    public int ViewersPerAddressMax { get; set; } = 20;

    /// <summary>What is said when a value is out of its bounds.</summary>
    public const string Bounds =
        "Petition__Streams__ViewersMax must be a number from 0 to 37000, Petition__Streams__ViewersPerAddressMax one from 1 to 100000.";

    /// <summary>Every value is within its bounds.</summary>
    public static bool AreValid(StreamOptions options) =>
        options is { ViewersMax: >= 0 and <= 37_000, ViewersPerAddressMax: >= 1 and <= 100_000 };
}
