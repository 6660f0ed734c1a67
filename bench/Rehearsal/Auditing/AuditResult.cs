namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>What the audit found.</summary>
/// <param name="Lost">Signers with an acknowledged signature that is not stored.</param>
/// <param name="Doubled">Rows of signers who already have one.</param>
/// <param name="Count">The public count at the end, over all petitions.</param>
/// <param name="Settled">Operations of unknown outcome that were answered when they were sent again.</param>
/// <param name="Checks">Every check, in the order of the report.</param>
internal sealed record AuditResult(long Lost, long Doubled, long Count, long Settled, IReadOnlyList<AuditCheck> Checks)
{
    /// <summary>Why there was no audit: the program or its database did not answer. Null when there was one.</summary>
    public string? UnavailableReason { get; private init; }

    public bool Passed => Checks.All(check => check.Passed);

    public static AuditResult Unavailable(string reason) =>
        new(0, 0, 0, 0, [new("The audit ran", Passed: false, reason)]) { UnavailableReason = reason };
}
