namespace Petitions.Grains.Signing;

/// <summary>
/// The signers that a silo keeps in memory: those with a call in flight, and the last <see cref="SigningOptions.ActivationsMax"/> whose calls
/// have ended, in a ring. A surge makes a new signer every few microseconds, so when one call has ended the signer who waits longest
/// goes. Never at the end of its own call: that fails one call in ten when a signer retries quickly, because the retry meets an
/// activation that is going away.
/// </summary>
public sealed class SignerActivationCache(SigningOptions options)
{
    /// <summary>Calls that may wait for one signer; the next is refused with 429.</summary>
    public const int WaitingCallsMax = 16;

    private static readonly DeactivationReason Evicted = new(DeactivationReasonCode.ApplicationRequested, "A newer signer takes its place.");

    private readonly SignerActivation?[] _ring = new SignerActivation?[options.ActivationsMax];
    private uint _next;

    /// <summary>A call of this signer begins.</summary>
    internal static void Begin(SignerActivation signer) => Interlocked.Increment(ref signer.CallsInFlight);

    /// <summary>A call of this signer has ended. It gets a place, and whoever had that place goes, if none of its calls is in flight.</summary>
    internal void End(SignerActivation signer)
    {
        if (Interlocked.Decrement(ref signer.CallsInFlight) > 0 || Interlocked.Exchange(ref signer.IsPlaced, true)) return;
        var place = (Interlocked.Increment(ref _next) - 1) % (uint)_ring.Length;
        if (Interlocked.Exchange(ref _ring[place], signer) is not { } oldest) return;

        // First the one, then the other: a call that ends meanwhile sees that it has no place any more, or is seen to have ended.
        Interlocked.Exchange(ref oldest.IsPlaced, false);
        if (Volatile.Read(ref oldest.CallsInFlight) == 0) oldest.Signer.Deactivate(Evicted);
    }

    /// <summary>
    /// Sends everybody away, because the set of silos changed and with it the home of most signers. Memory is only a cache: the next call
    /// of each finds the database.
    /// </summary>
    public void Clear()
    {
        for (var i = 0; i < _ring.Length; i++) Interlocked.Exchange(ref _ring[i], null)?.Signer.Deactivate(Evicted);
    }
}

/// <summary>What <see cref="SignerActivationCache"/> knows of one signer. Its members are touched by several threads.</summary>
internal sealed class SignerActivation(IGrainContext signer)
{
    public readonly IGrainContext Signer = signer;
    public int CallsInFlight;
    public bool IsPlaced;
}
