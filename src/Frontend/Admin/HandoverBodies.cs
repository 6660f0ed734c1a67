using System.Collections.Immutable;
using System.Globalization;
using Petitions.Grains.Handover;

namespace Petitions.Frontend.Admin;

/// <summary>
/// A hand-over: under-way, complete or refused. Rows, seconds and failure of the attempt under way are null when none is on this silo.
/// </summary>
internal sealed record HandoverBody(
    int Number, string State, DateTimeOffset CutOffAt, string By, DateTimeOffset? CompletedAt, long Signatures, string? Fingerprint,
    string? Refusal, long? Rows, double? Seconds, string? Failure, string Address, ImmutableArray<string> Files)
{
    public static HandoverBody Of(string slug, HandoverStatus status)
    {
        var (parcel, progress) = status;
        return new(
            parcel.Number, parcel.Refusal is not null ? "refused" : parcel.CompletedAt is null ? "under-way" : "complete", parcel.BegunAt,
            parcel.BegunBy, parcel.CompletedAt, parcel.Signatures, parcel.Fingerprint, parcel.Refusal, progress?.Rows, progress?.Seconds,
            progress?.Failure, AddressOf(slug, parcel.Number), parcel.Files);
    }

    /// <summary>The address that tells how far a hand-over has come.</summary>
    public static string AddressOf(string slug, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"/api/v1/admin/petitions/{slug}/handovers/{number}");
}

/// <summary>All hand-overs of a petition, the oldest first.</summary>
internal sealed record HandoversBody(ImmutableArray<HandoverBody> Handovers);
