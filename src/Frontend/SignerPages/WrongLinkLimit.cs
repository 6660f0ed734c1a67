using Petitions.Frontend.AbuseProtection;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// Limits wrong links: each is opened by an actor with few places for calls that wait, which one caller would fill for all. A link counts
/// before it is opened, so that calls at the same time count, too; one that was right, or could not be opened, is forgiven.
/// </summary>
internal sealed class WrongLinkLimit(NetworkKeys keys, TimeProvider time) : MinuteLimit(keys, time, WrongMax, NetworkWrongMax)
{
    /// <summary>Wrong links of one address in a minute; then none of its links is opened until the minute is over.</summary>
    public const int WrongMax = 60;

    /// <summary>Wrong links of one IPv4 /24 or IPv6 /48 in a minute: five addresses at their limit.</summary>
    public const int NetworkWrongMax = 300;
}
