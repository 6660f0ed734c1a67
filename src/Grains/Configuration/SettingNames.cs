using System.Reflection;

namespace Petitions.Grains.Configuration;

/// <summary>
/// The settings that a program knows, by their paths. A name that is not among them is a mistake: it would be ignored, and the default
/// would be used without a word.
/// </summary>
/// <param name="known">Every path, such as <c>Petition:Storage:Provider</c>.</param>
public sealed class SettingNames(IEnumerable<string> known)
{
    /// <summary>Longer names are compared with none: it would only cost time.</summary>
    private const int CharsMax = 100;

    private readonly HashSet<string> _known = new(known, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every path.</summary>
    public IReadOnlySet<string> All => _known;

    /// <summary>The settings of every <see cref="IOptionsSection"/> in these assemblies.</summary>
    public static IEnumerable<string> InSectionsOf(params IEnumerable<Assembly> assemblies) =>
        from assembly in assemblies
        from type in assembly.GetTypes()
        where type.IsClass && type.IsAssignableTo(typeof(IOptionsSection))
        let section = (string)type.GetProperty(nameof(IOptionsSection.Section))!.GetValue(null)!
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.CanWrite
        select property.GetCustomAttribute<SettingOutsideAttribute>()?.Path ?? $"{section}:{property.Name}";

    /// <summary>True when there is a setting of this path; like all of the configuration, without regard to case.</summary>
    public bool Include(string path) => _known.Contains(path);

    /// <summary>
    /// The setting that was probably meant by an unknown path: the one with the fewest letters to change, of all or of those whose last
    /// part is the same, or one inside of it. Null when more than a third of it would have to change.
    /// </summary>
    public string? Nearest(string path)
    {
        if (path.Length > CharsMax) return null;
        var folded = path.ToUpperInvariant();
        var moved = _known.Where(name => LastPart(name).Equals(LastPart(path), StringComparison.OrdinalIgnoreCase))
            .MinBy(name => EditDistance.Between(folded, name.ToUpperInvariant()));
        if (moved is not null) return moved;
        if (_known.FirstOrDefault(name => name.StartsWith(path + ":", StringComparison.OrdinalIgnoreCase)) is { } within) return within;
        var (nearest, edits) = _known.Select(name => (name, EditDistance.Between(folded, name.ToUpperInvariant())))
            .MinBy(candidate => candidate.Item2);
        return edits <= path.Length / 3 ? nearest : null;
    }

    private static string LastPart(string path) => path[(path.LastIndexOf(':') + 1)..];
}
