using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Petitions.Grains.Configuration;

/// <summary>
/// The range of one setting. The framework's <see cref="RangeAttribute"/> names neither the wrong value nor its variable, and reads times
/// in the culture of the machine. Null is within every range: the setting is not set.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class SettingRangeAttribute : ValidationAttribute
{
    /// <summary>What the operator is told to write, as a sentence without its subject.</summary>
    public abstract string Instruction { get; }

    /// <summary>True when <paramref name="value"/> is within the range, the ends included.</summary>
    protected abstract bool Contains(object value);

    /// <inheritdoc/>
    protected sealed override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is null || Contains(value)
            ? ValidationResult.Success
            : new(string.Create(CultureInfo.InvariantCulture, $"{VariableOf(validationContext)} is {value}: {Instruction}"));

    // The generated validator calls a property by the name of the options, which is the section, a dot and its own name.
    private static string VariableOf(ValidationContext context) => SettingName.VariableOf(context.DisplayName.Replace('.', ':'));
}
