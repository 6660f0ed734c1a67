using Microsoft.Extensions.Options;
using Petitions.Grains.Configuration;

namespace Petitions.Frontend.Signing;

/// <summary>Section <c>Petition:Http</c> of the configuration.</summary>
internal sealed class AdmissionOptions : IOptionsSection
{
    /// <inheritdoc/>
    public static string Section => "Petition:Http";

    /// <summary>
    /// Signatures that this process works on at a time at most; <see cref="AdaptiveLimit"/> lowers that to what it answers soon. One more
    /// is refused at once with 503: a growing queue makes every caller wait longer and serves none sooner.
    /// </summary>
    [NumberRange(1, 100_000)]
    public int SignaturesInFlightMax { get; set; } = 4_096;

    /// <summary>
    /// Signatures are answered at multiples of this time; with more than <see cref="Signing.MinimumResponseTime.CallsToAlignMax"/> in
    /// flight, as soon as it has passed; refused ones at once. A repeat takes a few 10 µs less than a first signature, which is measurable
    /// over 2,000 calls of each; this hides the difference. Calls do not wait for one another.
    /// </summary>
    [TimeRange("00:00:00", "00:00:00.1")]
    public TimeSpan MinimumResponseTime { get; set; } = TimeSpan.FromMilliseconds(5);
}

/// <summary>Checks the ranges; generated.</summary>
[OptionsValidator]
internal sealed partial class AdmissionOptionsValidator : IValidateOptions<AdmissionOptions>;
