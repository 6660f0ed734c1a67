namespace Petitions.Grains.Signing;

/// <summary>
/// Bounds the signer activations of one silo: those with a call in flight, plus the last <see cref="SigningOptions.ActivationsMax"/> whose
/// calls have ended, in a ring buffer. When a call ends and the ring is full, the oldest signer in it is deactivated, and
/// <see cref="EvictIdle"/> deactivates those that were not called for <see cref="SigningOptions.ActivationIdleTimeout"/>. A signer is never
/// deactivated at the end of its own call: with that, one in ten quick retries failed because it met a deactivating activation.
/// </summary>
public sealed class SignerActivationCache(SigningOptions options, TimeProvider time)
{
    /// <summary>Calls that may wait or run for one signer; further calls are refused with 429.</summary>
    public const int WaitingCallsMax = 16;

    private static readonly DeactivationReason Evicted =
        new(DeactivationReasonCode.ApplicationRequested, "A newer signer takes its place.");

    private readonly SignerActivation?[] _ring = new SignerActivation?[options.ActivationsMax];
    private uint _next;

    /// <summary>How often <see cref="EvictIdle"/> is to be called.</summary>
    public static TimeSpan EvictEvery { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>To be called before each call of this signer.</summary>
    internal static void Begin(SignerActivation signer) => Interlocked.Increment(ref signer.CallsInFlight);

    /// <summary>
    /// To be called after each call of this signer. The signer gets a place in the ring; the signer that had this place is deactivated
    /// unless one of its calls is in flight.
    /// </summary>
    internal void End(SignerActivation signer)
    {
        Volatile.Write(ref signer.EndedAt, time.GetTimestamp());
        if (Interlocked.Decrement(ref signer.CallsInFlight) > 0 || Interlocked.Exchange(ref signer.IsPlaced, true)) return;
        var place = (Interlocked.Increment(ref _next) - 1) % (uint)_ring.Length;
        if (Interlocked.Exchange(ref _ring[place], signer) is { } oldest) Evict(oldest);
    }

    /// <summary>
    /// Deactivates signers that were not called for a while. A call of an active signer is faster than one that activates it, and many
    /// calls at once would show the difference: who has signed must not be found in memory some seconds later.
    /// </summary>
    public void EvictIdle()
    {
        for (var i = 0; i < _ring.Length; i++)
        {
            if (Volatile.Read(ref _ring[i]) is not { } signer || Volatile.Read(ref signer.CallsInFlight) > 0
                || time.GetElapsedTime(Volatile.Read(ref signer.EndedAt)) < options.ActivationIdleTimeout) continue;
            if (Interlocked.CompareExchange(ref _ring[i], null, signer) == signer) Evict(signer);
        }
    }

    private static void Evict(SignerActivation signer)
    {
        // The order matters: a call of the evicted signer that ends at the same time either sees that the place is lost and takes a new
        // one, or its end is visible to the check below.
        Interlocked.Exchange(ref signer.IsPlaced, false);
        if (Volatile.Read(ref signer.CallsInFlight) == 0) signer.Signer.Deactivate(Evicted);
    }

    /// <summary>
    /// Deactivates all signers in the ring. Called when the set of silos changed, because most signers then belong to another silo. No
    /// data is lost: the next call of each signer goes to the database.
    /// </summary>
    public void Clear()
    {
        for (var i = 0; i < _ring.Length; i++) Interlocked.Exchange(ref _ring[i], null)?.Signer.Deactivate(Evicted);
    }
}

/// <summary>The state that <see cref="SignerActivationCache"/> keeps for one signer. Several threads access its members.</summary>
internal sealed class SignerActivation(IGrainContext signer)
{
    public readonly IGrainContext Signer = signer;
    public int CallsInFlight;
    public bool IsPlaced;
    public long EndedAt;
}
