using System.Globalization;

namespace Petitions.Grains.Configuration;

/// <summary>The setting is a time from <paramref name="min"/> to <paramref name="max"/>.</summary>
/// <param name="min">As <c>[days.]hours:minutes:seconds</c>.</param>
/// <param name="max">In the same form.</param>
public sealed class TimeRangeAttribute(string min, string max) : SettingRangeAttribute
{
    private readonly TimeSpan _min = TimeSpan.Parse(min, CultureInfo.InvariantCulture);
    private readonly TimeSpan _max = TimeSpan.Parse(max, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string Instruction =>
        $"write a time from {min} to {max}, as {(_max < TimeSpan.FromDays(1) ? "" : "days.")}hours:minutes:seconds.";

    /// <inheritdoc/>
    protected override bool Contains(object value) => value is TimeSpan time && time >= _min && time <= _max;
}
