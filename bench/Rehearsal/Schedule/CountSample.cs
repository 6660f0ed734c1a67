namespace Petitions.Bench.Rehearsal.Schedule;

/// <summary>A recorded count.</summary>
/// <param name="Seconds">When it was read, since any fixed moment.</param>
/// <param name="Count">Signatures until then.</param>
internal readonly record struct CountSample(double Seconds, double Count);
