namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>One promise that was looked at.</summary>
/// <param name="Promise">What was to hold, for a reader who knows no database.</param>
/// <param name="Holds">Whether it does.</param>
/// <param name="Detail">The figures it was decided by.</param>
internal sealed record AuditLine(string Promise, bool Holds, string Detail);

/// <summary>What the audit found.</summary>
/// <param name="Lost">Acknowledged and not stored.</param>
/// <param name="Doubled">Rows of people who have one already.</param>
/// <param name="Count">What the API counts in the end, over all petitions.</param>
/// <param name="Settled">Operations of unknown outcome that were answered when they were sent again.</param>
/// <param name="Lines">Every promise.</param>
internal sealed record AuditResult(long Lost, long Doubled, long Count, long Settled, IReadOnlyList<AuditLine> Lines)
{
    /// <summary>Why nothing could be audited, because the program or its database is away; null when everything was.</summary>
    public string? Impediment { get; private init; }

    public static AuditResult Prevented(string impediment) =>
        new(0, 0, 0, 0, [new("The audit could be made", Holds: false, impediment)]) { Impediment = impediment };

    public bool Holds => Lines.All(line => line.Holds);
}
