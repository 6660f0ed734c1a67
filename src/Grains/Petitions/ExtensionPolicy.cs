using System.Collections.Immutable;

namespace Petitions.Grains.Petitions;

/// <summary>Decides about extensions. Pure.</summary>
public static class ExtensionPolicy
{
    /// <summary>How far ahead a date of closing may be, in years: further is a typing error.</summary>
    public const int YearsMax = 10;

    /// <summary>
    /// The extension to keep; null with the reason for refusal, or with <see cref="ExtensionOutcome.Extended"/> when it is kept already.
    /// With the date of the last extension its reasons are replaced, so that a typing error can be corrected.
    /// </summary>
    internal static Extension? Decide(
        Petition terms, DateTimeOffset closesAt, ImmutableArray<ExtensionReason> reasons, DateTimeOffset now, out ExtensionOutcome outcome)
    {
        outcome = Refusal(terms, closesAt, now) ?? ExtensionOutcome.Extended;
        if (outcome != ExtensionOutcome.Extended) return null;
        if (terms.Extension is not { } last || last.ClosesAt != closesAt) return new(terms.Facts.ClosesAt!.Value, closesAt, reasons);
        return last.Reasons.SequenceEqual(reasons) ? null : last with { Reasons = reasons };
    }

    private static ExtensionOutcome? Refusal(Petition terms, DateTimeOffset closesAt, DateTimeOffset now) =>
        terms.IsDraft ? ExtensionOutcome.Draft
        : terms.ArchivedAt is not null ? ExtensionOutcome.Archived
        : terms.KeysDestroyedAt is not null ? ExtensionOutcome.KeysDestroyed
        : terms.ClosedByAdmin ? ExtensionOutcome.ClosedByAdmin
        : terms.Facts.ClosesAt is not { } current ? ExtensionOutcome.NoDate
        : closesAt <= now ? ExtensionOutcome.Past
        : closesAt > now.AddYears(YearsMax) ? ExtensionOutcome.TooFar
        : closesAt > current || closesAt == terms.Extension?.ClosesAt ? null
        : ExtensionOutcome.NotLater;
}
