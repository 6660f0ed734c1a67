using Microsoft.Extensions.Options;
using Petitions.Frontend.Hosting;
using Petitions.Grains.Configuration;

namespace Petitions.Frontend.Counting;

/// <summary>Section <c>Petition:Streams</c> of the configuration.</summary>
internal sealed class StreamOptions : IOptionsSection
{
    /// <inheritdoc/>
    public static string Section => "Petition:Streams";

    /// <summary>
    /// Open streams of this process; one more is told to poll. Each costs 12 to 17 KB of memory and a connection, which is not taken from
    /// signers: see <see cref="KestrelLimits"/>. Above the default a change takes longer than 2 s to reach all of them: see
    /// <see cref="BroadcastSchedule"/>. Above the maximum a heartbeat would come after more than 20 s.
    /// </summary>
    [NumberRange(0, 37_000)]
    public int ViewersMax { get; set; } = 12_000;

    /// <summary>Open streams of one address; one more is told to poll. Enough for a household or an office.</summary>
    [NumberRange(1, 100_000)]
    public int ViewersPerAddressMax { get; set; } = 20;
}

/// <summary>Checks the ranges; generated.</summary>
[OptionsValidator]
internal sealed partial class StreamOptionsValidator : IValidateOptions<StreamOptions>;
