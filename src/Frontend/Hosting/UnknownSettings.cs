using Petitions.Grains.Configuration;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// Finds settings that are written under <c>Petition</c> and that the program does not have. Ignoring one would start with a default that
/// nobody wanted, such as an empty SQLite beside the full PostgreSQL.
/// </summary>
internal static class UnknownSettings
{
    private const string Section = "Petition", Readme = "src/Silo/Hosting/README.md";

    /// <summary>Unknown names that are told; more are only counted.</summary>
    private const int ToldMax = 10;

    /// <exception cref="StartupException">Some are unknown; one line names each and the setting that was probably meant.</exception>
    public static void Check(IConfiguration configuration, SettingNames names)
    {
        var unknown = configuration.GetSection(Section).AsEnumerable()
            .Where(setting => setting.Value is not null && !names.Include(setting.Key))
            .Select(setting => Describe(setting.Key, names))
            .Concat(configuration.GetChildren().Where(IsMisspeltSection).Select(DescribeSection))
            .Order(StringComparer.Ordinal).ToList();
        if (unknown.Count == 0) return;
        var more = unknown.Count > ToldMax ? $" {unknown.Count - ToldMax} more are unknown, too." : "";
        throw new StartupException(string.Join(' ', unknown.Take(ToldMax)) + more);
    }

    /// <summary>What an operator reads about an unknown path.</summary>
    public static string Describe(string path, SettingNames names) =>
        $"{SettingName.VariableOf(path)} is no setting: " + (names.Nearest(path) is { } near
            ? $"did you mean {SettingName.VariableOf(near)}?" : $"remove it; {Readme} lists all settings.");

    // "Petitions__Storage__Provider", and with one underscore where two belong "Petition_PublicUrl". Variables of other programs are left
    // alone.
    private static bool IsMisspeltSection(IConfigurationSection section) =>
        section.Key.StartsWith(Section + "_", StringComparison.Ordinal)
        || section.GetChildren().Any() && !section.Key.Equals(Section, StringComparison.OrdinalIgnoreCase)
            && EditDistance.Between(section.Key.ToUpperInvariant(), Section.ToUpperInvariant()) == 1;

    private static string DescribeSection(IConfigurationSection section) =>
        $"{section.Key} is no setting: names of settings begin with {Section}__, with two underscores.";
}
