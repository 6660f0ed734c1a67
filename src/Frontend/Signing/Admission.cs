using Microsoft.Extensions.Options;

namespace Petitions.Frontend.Signing;

/// <summary>
/// Counts the signatures that this process works on. Entered after the body has arrived, so that nobody holds a place by sending slowly.
/// </summary>
internal sealed class Admission(IOptions<AdmissionOptions> options)
{
    private readonly int _max = options.Value.SignaturesInFlightMax;
    private int _inFlight;

    /// <summary>See <see cref="AdmissionOptions.MinimumResponseTime"/>.</summary>
    public TimeSpan MinimumResponseTime { get; } = options.Value.MinimumResponseTime;

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
