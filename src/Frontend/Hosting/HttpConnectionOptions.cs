using Microsoft.Extensions.Options;
using Petitions.Grains.Configuration;

namespace Petitions.Frontend.Hosting;

/// <summary>Section <c>Petition:Http</c> of the configuration, as far as it is about connections, start and stop.</summary>
internal sealed class HttpConnectionOptions : IOptionsSection
{
    /// <inheritdoc/>
    public static string Section => "Petition:Http";

    /// <summary>
    /// Open connections of one remote address (IPv4 address or IPv6 /64) that is no known proxy; one more is answered 503. Enough for the
    /// people behind a shared address, whose browsers open up to six each. Never more than half of all connections.
    /// </summary>
    [NumberRange(1, 100_000)]
    public int ConnectionsPerAddressMax { get; set; } = 500;

    /// <summary>
    /// How long a process that was told to stop still serves, so that a balancer notices and sends no more. Longer than the balancer takes:
    /// the interval of its polls of <c>/readyz</c> times the failures that it waits for. Ctrl-C ends it.
    /// </summary>
    [TimeRange("00:00:00", "00:05:00")]
    public TimeSpan DrainFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Longest warm-up before a process is ready; 0 leaves it out, for a process that is started often and never in a surge.
    /// </summary>
    [TimeRange("00:00:00", "00:00:30")]
    public TimeSpan WarmUpMax { get; set; } = TimeSpan.FromSeconds(1.5);
}

/// <summary>Checks the ranges; generated.</summary>
[OptionsValidator]
internal sealed partial class HttpConnectionOptionsValidator : IValidateOptions<HttpConnectionOptions>;
