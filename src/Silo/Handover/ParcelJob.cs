using Petitions.Grains.Documents;
using Petitions.Grains.Handover;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;

namespace Petitions.Silo.Handover;

/// <summary>What a parcel is made from. It does not change while it is made, so every attempt makes the same parcel.</summary>
/// <param name="Terms">The terms.</param>
/// <param name="Parcel">The hand-over under way.</param>
/// <param name="Keys">The petition's keys.</param>
/// <param name="Versions">What every version said.</param>
internal sealed record ParcelJob(
    Petition Terms, Parcel Parcel, PetitionKeys Keys, IReadOnlyDictionary<int, PublishedVersion> Versions)
{
    /// <summary>The date of the hand-over: the day of its cut-off in the petition's time zone.</summary>
    public DateOnly Date => DayOf(Parcel.BegunAt);

    /// <summary>The cut-off to the minute: it says nothing more exact about the last signatures before it.</summary>
    public DateTimeOffset CutOff =>
        new(Parcel.BegunAt.UtcTicks - Parcel.BegunAt.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);

    /// <summary>The day of a moment in the petition's time zone.</summary>
    public DateOnly DayOf(DateTimeOffset moment) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, PetitionZone.Of(Terms.Facts.TimeZone)).DateTime);
}
