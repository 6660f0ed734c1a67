using System.Reflection;
using Microsoft.Extensions.Options;
using Petitions.Frontend.Hosting;
using Petitions.Grains.Configuration;
using Petitions.Silo.Hosting;
using Xunit;

namespace Petitions.Tests.Silo.Hosting;

/// <summary>What holds for every options class of the three projects.</summary>
public sealed class OptionsSectionsTests
{
    private static readonly Type[] Sections =
    [
        .. from assembly in (Assembly[])[typeof(IOptionsSection).Assembly, typeof(RenamedSettings).Assembly, typeof(SiloSettings).Assembly]
           from type in assembly.GetTypes()
           where type.IsClass && type.IsAssignableTo(typeof(IOptionsSection))
           select type,
    ];

    [Fact]
    public void Every_default_is_valid()
    {
        Assert.True(Sections.Length >= 10);
        Assert.All(Sections, section => Assert.True(Validate(section).Succeeded, section.Name));
    }

    [Fact]
    public void Every_number_and_every_time_has_a_range()
    {
        var unbounded = from section in Sections
                        from property in section.GetProperties()
                        where property.CanWrite && (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is var type
                            && (type == typeof(int) || type == typeof(TimeSpan))
                            && property.GetCustomAttribute<SettingRangeAttribute>() is null
                        select $"{section.Name}.{property.Name}";
        Assert.Empty(unbounded);
    }

    [Fact]
    public void Every_new_name_of_a_renamed_setting_exists_and_no_old_one_does()
    {
        var settings = (from section in Sections
                        from property in section.GetProperties()
                        select $"{section.GetProperty(nameof(IOptionsSection.Section))!.GetValue(null)}:{property.Name}").ToHashSet();
        Assert.All(RenamedSettings.Names, names => Assert.Contains(names.New, settings));
        Assert.All(RenamedSettings.Names, names => Assert.DoesNotContain(names.Old, settings));
    }

    // The generated validator of an options class is called by its name and stands beside it.
    private static ValidateOptionsResult Validate(Type section)
    {
        var validator = Activator.CreateInstance(section.Assembly.GetType($"{section.FullName}Validator", throwOnError: true)!)!;
        var validate = typeof(IValidateOptions<>).MakeGenericType(section).GetMethod(nameof(IValidateOptions<object>.Validate))!;
        return (ValidateOptionsResult)validate.Invoke(validator, [null, Activator.CreateInstance(section)])!;
    }
}
