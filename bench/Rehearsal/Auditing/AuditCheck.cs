namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>One check of the audit.</summary>
/// <param name="Name">What must be true.</param>
/// <param name="Passed">Whether it is.</param>
/// <param name="Detail">The figures behind it.</param>
internal sealed record AuditCheck(string Name, bool Passed, string Detail);
