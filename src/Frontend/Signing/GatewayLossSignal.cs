namespace Petitions.Frontend.Signing;

/// <summary>
/// Tells calls under way that their answer may never come, because the silo that they went through is given up. Which of them are lost
/// nobody can say, so all that may be repeated give up waiting and try again; an answer that was only late costs one more call. Silent in
/// a silo, which is the end of its own calls.
/// </summary>
public sealed class GatewayLossSignal
{
    private CancellationTokenSource _source = new();

    /// <summary>Cancelled when a call that begins now may be lost later.</summary>
    public CancellationToken Token => Volatile.Read(ref _source).Token;

    /// <summary>Every call that has begun may be lost.</summary>
    public void Raise() => Interlocked.Exchange(ref _source, new()).Cancel();
}
