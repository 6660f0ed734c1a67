using Petitions.Frontend.AbuseProtection;

namespace Petitions.Frontend.Admin;

/// <summary>
/// Admin calls with a wrong token or none: above the limit, further calls from there are slow. Right tokens still work, so nobody locks
/// others out.
/// </summary>
internal sealed class FailedSignInLimit(NetworkKeys keys, TimeProvider time) : MinuteLimit(keys, time, FailuresMax, FailuresMax)
{
    /// <summary>Failures of one address, and of one network, in a minute.</summary>
    public const int FailuresMax = 10;
}
