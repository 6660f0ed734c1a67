namespace Petitions.Grains.Signing;

/// <summary>
/// Bounds the signers that a silo keeps in memory: those with a call in flight, and the last <see cref="SigningOptions.ActivationsMax"/>
/// whose calls have ended, in a ring. A surge makes a new signer every few microseconds, so each call that ends deactivates the oldest
/// signer of the ring. A signer is never deactivated at the end of its own call: that failed one call in ten when signers retried quickly,
/// because the retry reached an activation that was shutting down.
/// </summary>
public sealed class SignerActivationCache(SigningOptions options)
{
    /// <summary>Calls that may wait for one signer; the next is refused with 429.</summary>
    public const int WaitingCallsMax = 16;

    private static readonly DeactivationReason MakesRoom = new(
        DeactivationReasonCode.ApplicationRequested, "A newer signer takes its place.");

    private readonly SignerActivation?[] _ring = new SignerActivation?[options.ActivationsMax];
    private uint _next;

    /// <summary>A call of this signer begins.</summary>
    internal static void Begin(SignerActivation signer) => Interlocked.Increment(ref signer.CallsInFlight);

    /// <summary>
    /// A call of this signer has ended: it gets a place in the ring, and the signer that had the place is deactivated unless it has a call
    /// in flight.
    /// </summary>
    internal void End(SignerActivation signer)
    {
        if (Interlocked.Decrement(ref signer.CallsInFlight) > 0 || Interlocked.Exchange(ref signer.IsPlaced, true)) return;
        var place = (Interlocked.Increment(ref _next) - 1) % (uint)_ring.Length;
        if (Interlocked.Exchange(ref _ring[place], signer) is not { } oldest) return;

        // In this order: a call that ends meanwhile sees that it has no place any more, or is seen here to have ended.
        Interlocked.Exchange(ref oldest.IsPlaced, false);
        if (Volatile.Read(ref oldest.CallsInFlight) == 0) oldest.Signer.Deactivate(MakesRoom);
    }

    /// <summary>
    /// Deactivates every signer of the ring, because the set of silos changed and most signers belong on another silo now. Memory is only a
    /// cache: the next call of each signer reads the database.
    /// </summary>
    public void Clear()
    {
        for (var i = 0; i < _ring.Length; i++) Interlocked.Exchange(ref _ring[i], null)?.Signer.Deactivate(MakesRoom);
    }
}

/// <summary>What <see cref="SignerActivationCache"/> knows of one signer. Its members are used by several threads.</summary>
internal sealed class SignerActivation(IGrainContext signer)
{
    public readonly IGrainContext Signer = signer;
    public int CallsInFlight;
    public bool IsPlaced;
}
