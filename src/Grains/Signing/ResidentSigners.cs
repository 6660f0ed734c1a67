
namespace Petitions.Grains.Signing;

/// <summary>
/// The signers that a silo keeps in memory: the last <see cref="SigningOptions.ResidentsMax"/> that were activated, in a ring. A surge
/// makes a new signer every few microseconds, so the oldest goes when a new one comes. Deactivating at the end of each call instead
/// fails one call in ten when a signer retries quickly, because the retry meets an activation that is going away.
/// </summary>
public sealed class ResidentSigners(SigningOptions options)
{
    /// <summary>Calls that may wait for one signer; the next is refused with 429.</summary>
    public const int WaitingCallsMax = 16;

    private static readonly DeactivationReason MakesRoom = new(DeactivationReasonCode.ApplicationRequested, "A newer signer takes its place.");

    private readonly IGrainContext?[] _ring = new IGrainContext?[options.ResidentsMax];
    private uint _next;

    /// <summary>Gives a new signer its place and sends away the one who had it.</summary>
    public void Admit(IGrainContext signer)
    {
        var place = (Interlocked.Increment(ref _next) - 1) % (uint)_ring.Length;
        Interlocked.Exchange(ref _ring[place], signer)?.Deactivate(MakesRoom);
    }

    /// <summary>
    /// Sends everybody away, because the set of silos changed and with it the home of most signers. Memory is only a cache: the next call
    /// of each finds the database.
    /// </summary>
    public void Clear()
    {
        for (var i = 0; i < _ring.Length; i++) Interlocked.Exchange(ref _ring[i], null)?.Deactivate(MakesRoom);
    }
}
