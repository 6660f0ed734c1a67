using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Petitions.Grains.Documents;

/// <summary>The time zone of a petition: its dates without time are days there, and people are shown its time.</summary>
public static partial class PetitionZone
{
    /// <summary>The zone of a name of the IANA time zone database, such as <c>Europe/Vienna</c>, or of <c>UTC</c>.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        // The form first: the framework also reads files below the folder of zones, and names that only Windows has.
        return name is not null && NamePattern().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone) && zone.HasIanaId;
    }

    /// <summary>The zone of a validated name; UTC when it is null, or when this machine does not know it.</summary>
    public static TimeZoneInfo Of(string? name) => TryFind(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>
    /// When a day begins: the first moment of that date. Where clocks skip midnight that is when they go on, and where they repeat it the
    /// first of the two.
    /// </summary>
    public static DateTimeOffset BeginningOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        // Clocks skip whole quarters of an hour, and never a whole day but where a date does not exist at all (Samoa, 30 December 2011).
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>A moment for people: in the time of the zone, which is named behind it.</summary>
    /// <param name="at">When.</param>
    /// <param name="name">Name of the zone; null is UTC.</param>
    /// <param name="pattern">A format of .NET.</param>
    /// <param name="culture">The language.</param>
    public static string Format(DateTimeOffset at, string? name, string pattern, CultureInfo culture) =>
        $"{TimeZoneInfo.ConvertTime(at, Of(name)).ToString(pattern, culture)} {LabelOf(name)}";

    /// <summary>How the zone is shown behind a time: <c>UTC</c>, or its name in brackets.</summary>
    public static string LabelOf(string? name) =>
        Of(name) is var zone && zone == TimeZoneInfo.Utc || zone.Id == "UTC" ? "UTC"
        : $"({zone.Id.Replace('_', ' ')})";

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z0-9_+-]{1,31}){0,2}\z")]
    private static partial Regex NamePattern();
}
