using Microsoft.Extensions.Options;

namespace Petitions.Frontend.Signing;

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
