using Microsoft.Extensions.Options;
using Petitions.Grains.Configuration;

namespace Petitions.Frontend.Counting;

/// <summary>Section <c>Petition:Streams</c> of the configuration.</summary>
internal sealed class StreamOptions : IOptionsSection
{
    /// <inheritdoc/>
    public static string Section => "Petition:Streams";

    /// <summary>
    /// Viewers that this process sends changes to, 0 to 37,000. One more is told to poll. Each costs 12 to 17 KB of memory and a
    /// connection, which the server adds to those of signers. With more than the default a change takes longer than 2 s to
    /// reach all of them: see <see cref="BroadcastSchedule"/>. With more than the most a heartbeat would come after more than 20 s.
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
