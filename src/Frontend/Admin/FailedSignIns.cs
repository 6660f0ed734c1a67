using System.Net;

namespace Petitions.Frontend.Admin;

/// <summary>
/// Writes refused admin calls into the log, with the address that they came from: somebody tries tokens, or has an old one. The first is
/// written at once, then one line a minute with the number of the others, so that nobody fills the disk with them.
/// </summary>
internal sealed partial class FailedSignIns(TimeProvider time, ILogger<FailedSignIns> log)
{
    /// <summary>Shortest time between two lines.</summary>
    public static readonly TimeSpan LineEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _counting = new();
    private long? _writtenAt;
    private long _others;

    /// <summary>Counts a refused call, and writes a line when one is due.</summary>
    /// <param name="from">Where it came from.</param>
    /// <param name="isMissing">It had no token at all.</param>
    public void Add(IPAddress? from, bool isMissing)
    {
        long others;
        lock (_counting)
        {
            if (_writtenAt is { } at && time.GetElapsedTime(at) < LineEvery)
            {
                _others++;
                return;
            }
            (others, _others, _writtenAt) = (_others, 0, time.GetTimestamp());
        }
        LogRefused(from?.ToString() ?? "an unknown address", isMissing ? "without a token" : "with a wrong token", others);
    }

    [LoggerMessage(LogLevel.Warning, "An admin call from {Address} came {How} and was refused; {Others} others since the last such line.")]
    private partial void LogRefused(string address, string how, long others);
}
