namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>The content of the database at one moment.</summary>
/// <param name="Rows">Of all petitions: the database was empty before the rehearsal.</param>
/// <param name="Tallied">For each petition, the sum of its count shards, which change in the same transaction as the rows.</param>
internal sealed record DatabaseSnapshot(IReadOnlyList<StoredSignature> Rows, IReadOnlyList<long> Tallied);
