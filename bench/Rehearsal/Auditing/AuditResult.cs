namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>What the audit found.</summary>
/// <param name="Lost">Acknowledged and not stored.</param>
/// <param name="Doubled">Rows of people who have one already.</param>
/// <param name="Count">What the API counts in the end, over all petitions.</param>
/// <param name="Settled">Operations of unknown outcome that were answered when they were sent again.</param>
/// <param name="Checks">Every check, in the order of the report.</param>
internal sealed record AuditResult(long Lost, long Doubled, long Count, long Settled, IReadOnlyList<AuditCheck> Checks)
{
    /// <summary>Why nothing could be audited, because the program or its database is away; null when everything was.</summary>
    public string? UnavailableReason { get; private init; }

    public static AuditResult Unavailable(string unavailable) =>
        new(0, 0, 0, 0, [new("The audit could be made", Passed: false, unavailable)]) { UnavailableReason = unavailable };

    public bool Passed => Checks.All(check => check.Passed);
}
