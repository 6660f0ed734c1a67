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

    /// <summary>What is said when a value is out of its bounds.</summary>
    public const string Bounds = "Petition__Http__SignaturesInFlightMax must be a number from 1 to 100000.";

    /// <summary>Every value is within its bounds.</summary>
    public static bool AreValid(AdmissionOptions options) => options.SignaturesInFlightMax is >= 1 and <= 100_000;
}

/// <summary>
/// Counts the signatures that this process works on. Entered after the body has arrived, so that nobody holds a place by sending slowly.
/// </summary>
internal sealed class Admission(IOptions<AdmissionOptions> options)
{
    private readonly int _max = options.Value.SignaturesInFlightMax;
    private int _inFlight;

    /// <summary>Takes a place, which the caller gives back with <see cref="Leave"/>; false when there is none.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _inFlight) <= _max) return true;
        Interlocked.Decrement(ref _inFlight);
        return false;
    }

    /// <summary>Gives the place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _inFlight);
}
