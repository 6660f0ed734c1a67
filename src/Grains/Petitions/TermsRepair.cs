namespace Petitions.Grains.Petitions;

/// <summary>
/// What is wrong with stored terms when a petition's grain is activated: a crash may have come between shards and terms, and older programs
/// stored less. Pure.
/// </summary>
internal static class TermsRepair
{
    /// <summary>The terms to store instead; null when nothing is wrong.</summary>
    /// <param name="terms">The terms as they are stored.</param>
    /// <param name="shardsOpen">Whether the shards take signatures. Terms that say something else follow them.</param>
    /// <param name="now">Now.</param>
    public static Petition? Decide(Petition terms, bool shardsOpen, DateTimeOffset now)
    {
        if (terms.ClosedByAdmin == shardsOpen) return terms.WithOpen(shardsOpen, now);
        // Closed before the time of closing was stored: retention begins now.
        return terms is { ClosedByAdmin: true, ClosedByAdminAt: null, KeysDestroyedAt: null } && terms.RetentionAt(now) is null
            ? terms.WithOpen(false, now) : null;
    }
}
