using Microsoft.Extensions.Options;

namespace Petitions.Frontend.Signing;

/// <summary>Section <c>Petition:Http</c> of the configuration.</summary>
internal sealed class AdmissionOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Petition:Http";

    /// <summary>
    /// Signatures that this process works on at a time, 1 to 100,000. One more is refused at once with 503: a queue that grows makes
    /// everybody wait and nobody faster.
    /// </summary>
    public int SignaturesInFlightMax { get; set; } = 4_096;

    /// <summary>
    /// No signature is answered sooner after its call, 0 to 100 ms. A repeat takes some hundredths of a millisecond less than a first
    /// signature, and two thousand of each would tell; below this floor nobody sees the difference. Nobody's calls wait for one another.
    /// </summary>
    public TimeSpan MinimumResponseTime { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>What is said when a value is out of its bounds.</summary>
    public const string Bounds =
        "Petition__Http__SignaturesInFlightMax must be a number from 1 to 100000, Petition__Http__MinimumResponseTime a time from 00:00:00 to 00:00:00.1.";

    /// <summary>Every value is within its bounds.</summary>
    public static bool AreValid(AdmissionOptions options) =>
        options.SignaturesInFlightMax is >= 1 and <= 100_000
        && options.MinimumResponseTime >= TimeSpan.Zero && options.MinimumResponseTime <= TimeSpan.FromMilliseconds(100);
}

/// <summary>
/// Limits the signatures that this process works on at a time. Entered after the body has arrived, so that a slow client takes no place.
/// </summary>
internal sealed class Admission(IOptions<AdmissionOptions> options)
{
    private readonly int _max = options.Value.SignaturesInFlightMax;
    private int _inFlight;

    /// <summary>See <see cref="AdmissionOptions.MinimumResponseTime"/>.</summary>
    public TimeSpan MinimumResponseTime { get; } = options.Value.MinimumResponseTime;

    /// <summary>Takes a place, to be given back with <see cref="Leave"/>; false when all are taken.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _inFlight) <= _max) return true;
        Interlocked.Decrement(ref _inFlight);
        return false;
    }

    /// <summary>Gives the place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _inFlight);
}
