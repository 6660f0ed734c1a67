namespace Petitions.Grains.Configuration;

/// <summary>The property is set by a setting outside of the section of its options.</summary>
/// <param name="path">Path of that setting, such as <c>Petition:PublicUrl</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingOutsideAttribute(string path) : Attribute
{
    /// <summary>Path of the setting.</summary>
    public string Path => path;
}
