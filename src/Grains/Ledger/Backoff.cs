namespace Petitions.Grains.Ledger;

/// <summary>
/// Pauses that grow exponentially with each failure, up to a longest one, spread at random where many would otherwise try at once. Pure.
/// </summary>
/// <param name="First">The pause after the first failure.</param>
/// <param name="Longest">The longest pause, before it is spread.</param>
/// <param name="Factor">By how much each pause is longer than the one before.</param>
/// <param name="Spread">By what part a pause is shorter or longer, from 0 to 1.</param>
internal readonly record struct Backoff(TimeSpan First, TimeSpan Longest, double Factor = 2, double Spread = 0)
{
    /// <summary>The pause after failure number <paramref name="failures"/>, which counts from 1.</summary>
    /// <param name="failures">Failures since the last success.</param>
    /// <param name="chance">From 0, the shortest pause, to 1, drawn at random.</param>
    public TimeSpan PauseAfter(int failures, double chance = 0.5)
    {
        // The number may be infinite: it is compared as one.
        var ticks = First.Ticks * Math.Pow(Factor, Math.Max(failures - 1, 0));
        return (ticks < Longest.Ticks ? new TimeSpan((long)ticks) : Longest) * (1 - Spread + 2 * Spread * chance);
    }
}
