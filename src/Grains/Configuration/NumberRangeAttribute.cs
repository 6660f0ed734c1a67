using System.Globalization;

namespace Petitions.Grains.Configuration;

/// <summary>The setting is a whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
public sealed class NumberRangeAttribute(int min, int max) : SettingRangeAttribute
{
    /// <inheritdoc/>
    public override string Instruction => string.Create(CultureInfo.InvariantCulture, $"write a number from {min} to {max}.");

    /// <inheritdoc/>
    protected override bool Contains(object value) => value is int number && number >= min && number <= max;
}
