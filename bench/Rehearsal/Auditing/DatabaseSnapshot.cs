namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>What the database holds at one moment.</summary>
/// <param name="Rows">Of all petitions: the database was empty before the rehearsal.</param>
/// <param name="Tallied">Of each petition, the sum of the counts that move with the rows.</param>
internal sealed record DatabaseSnapshot(IReadOnlyList<StoredSignature> Rows, IReadOnlyList<long> Tallied);
