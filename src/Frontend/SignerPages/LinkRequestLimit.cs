using Petitions.Frontend.AbuseProtection;

namespace Petitions.Frontend.SignerPages;

/// <summary>Limits requests for links by mail, right and wrong ones: each can send a mail to a stranger.</summary>
internal sealed class LinkRequestLimit(NetworkKeys keys, TimeProvider time) : MinuteLimit(keys, time, RequestsMax, NetworkRequestsMax)
{
    /// <summary>Requests of one address in a minute.</summary>
    public const int RequestsMax = 10;

    /// <summary>Requests of one IPv4 /24 or IPv6 /48 in a minute: five addresses at their limit.</summary>
    public const int NetworkRequestsMax = 50;
}
