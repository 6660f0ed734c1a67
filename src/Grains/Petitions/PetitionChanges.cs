namespace Petitions.Grains.Petitions;

/// <summary>The terms after something was done to a petition. Each change raises the revision. Pure.</summary>
internal static class PetitionChanges
{
    /// <summary>After an admin has opened or closed it.</summary>
    public static Petition WithOpen(this Petition terms, bool open, DateTimeOffset now) => terms.Revised() with
    {
        ClosedByAdmin = !open, ClosedByAdminAt = open ? null : now,
    };

    /// <summary>After an admin has taken it off the public pages, which closes it, or put it back.</summary>
    public static Petition WithListed(this Petition terms, bool listed, DateTimeOffset now) =>
        (listed ? terms.Revised() : terms.Closed(now)) with { UnlistedAt = listed ? null : now };

    /// <summary>After an admin has archived it, which closes it, or taken it out of the archive, closed.</summary>
    public static Petition WithArchived(this Petition terms, bool archived, DateTimeOffset now) =>
        (archived ? terms.Closed(now) : terms.Revised()) with { ArchivedAt = archived ? now : null };

    /// <summary>After an admin has extended it.</summary>
    public static Petition WithExtension(this Petition terms, Extension extension) => terms.Revised() with
    {
        Facts = terms.Facts with { ClosesAt = extension.ClosesAt }, Extension = extension,
    };

    /// <summary>After a hand-over. The cut-off only grows.</summary>
    public static Petition WithHandover(this Petition terms, DateTimeOffset completedAt, DateTimeOffset cutOff) => terms.Revised() with
    {
        HandedOverAt = completedAt, HandedOverUpTo = cutOff > terms.HandedOverUpTo ? cutOff : terms.HandedOverUpTo ?? cutOff,
    };

    /// <summary>After the decision to destroy its keys.</summary>
    public static Petition WithoutKeys(this Petition terms, DateTimeOffset now) => terms.Revised() with
    {
        ClosedByAdmin = true, KeysDestroyedAt = now,
    };

    /// <summary>After the last personal data was erased.</summary>
    public static Petition WithoutData(this Petition terms, DateTimeOffset now) => terms.Revised() with { DataEmptiedAt = now };

    private static Petition Closed(this Petition terms, DateTimeOffset now) => terms.Revised() with
    {
        ClosedByAdmin = true, ClosedByAdminAt = terms.ClosedByAdmin ? terms.ClosedByAdminAt : now,
    };

    private static Petition Revised(this Petition terms) => terms with { Revision = terms.Revision + 1 };
}
