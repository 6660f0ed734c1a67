using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Petitions.Grains.Configuration;

/// <summary>
/// Reads the options of one section and validates them. A wrong value ends the start: the message is one line that names the value and its
/// environment variable and says what to write.
/// </summary>
public static class ValidatedOptions
{
    /// <summary>Registers <see cref="IOptions{TOptions}"/> of a section; they are validated when the host starts.</summary>
    public static OptionsBuilder<T> AddValidatedOptions<T, TValidator>(this IServiceCollection services, IConfiguration configuration)
        where T : class, IOptionsSection where TValidator : IValidateOptions<T>, new()
    {
        services.AddSingleton<IValidateOptions<T>>(new SectionValidator<T>(new TValidator()));
        return services.AddOptions<T>().Configure(options => Bind(configuration.GetSection(T.Section), options)).ValidateOnStart();
    }

    /// <summary>Options that are needed before the host is built.</summary>
    /// <param name="configuration">Has the section.</param>
    /// <param name="configure">Sets what lies outside of the section.</param>
    /// <exception cref="OptionsValidationException">A value is wrong.</exception>
    public static T ReadOptions<T, TValidator>(this IConfiguration configuration, Action<T>? configure = null)
        where T : class, IOptionsSection, new() where TValidator : IValidateOptions<T>, new()
    {
        var options = new T();
        Bind(configuration.GetSection(T.Section), options);
        configure?.Invoke(options);
        var result = new SectionValidator<T>(new TValidator()).Validate(null, options);
        return result.Failed ? throw new OptionsValidationException(T.Section, typeof(T), result.Failures) : options;
    }

    private static void Bind<T>(IConfigurationSection section, T options) where T : class
    {
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException) when (UnreadableOf<T>(section) is [_, ..] unreadable)
        {
            throw new OptionsValidationException(section.Path, typeof(T), unreadable);
        }
    }

    // The binder stops at the first value that it cannot convert and does not say what its range is.
    private static string[] UnreadableOf<T>(IConfigurationSection section) =>
    [
        .. from property in typeof(T).GetProperties()
           let value = section.GetSection(property.Name)
           where !IsReadable(value, property.PropertyType)
           select $"{SettingName.VariableOf(value.Path)} is '{value.Value}': {InstructionOf(property)}",
    ];

    private static bool IsReadable(IConfigurationSection value, Type type)
    {
        try
        {
            value.Get(type);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string InstructionOf(PropertyInfo property) =>
        property.GetCustomAttribute<SettingRangeAttribute>()?.Instruction
        ?? ((Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(bool)
            ? "write true or false." : $"it is no {property.PropertyType.Name}.");

    /// <summary>The validator of the section's options, called by the name of the section, by which messages name the variable.</summary>
    private sealed class SectionValidator<T>(IValidateOptions<T> validator) : IValidateOptions<T> where T : class, IOptionsSection
    {
        public ValidateOptionsResult Validate(string? name, T options) => validator.Validate(T.Section, options);
    }
}
