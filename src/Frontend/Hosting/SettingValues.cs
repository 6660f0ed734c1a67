using System.Globalization;
using Petitions.Grains.Configuration;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// Takes white space off both ends of every value: a file of settings with CR LF, or a blank behind an address, would otherwise be part
/// of every mailed link. What cannot be seen inside of a value is refused, and so is white space around a secret, which may be part of it.
/// </summary>
internal static class SettingValues
{
    private const string Section = "Petition", Database = "ConnectionStrings:Petitions";

    private static readonly string[] Secrets = ["Petition:Admin:Token", "Petition:Mail:Password"];

    /// <exception cref="StartupException">A value cannot be used; the line names the setting, and never the value of a secret.</exception>
    public static void Trim(IConfigurationManager configuration)
    {
        var trimmed = new Dictionary<string, string?>();
        var written = configuration.GetSection(Section).AsEnumerable()
            .Append(new(Database, configuration[Database]))
            .Append(new(WebHostDefaults.ServerUrlsKey, configuration[WebHostDefaults.ServerUrlsKey]));
        foreach (var (path, value) in written)
        {
            if (value is null) continue;
            var kept = value.Trim();
            if (kept.Length != value.Length)
            {
                if (Secrets.Contains(path, StringComparer.OrdinalIgnoreCase))
                {
                    throw new StartupException(
                        $"{SettingName.VariableOf(path)} begins or ends with white space, a line end perhaps: write it without.");
                }
                trimmed[path] = kept;
            }
            // A connection string may have several lines.
            if (path != Database) RefuseInvisible(path, kept);
        }
        if (trimmed.Count > 0) configuration.AddInMemoryCollection(trimmed);
    }

    private static void RefuseInvisible(string path, string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (char.GetUnicodeCategory(value[i]) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)) continue;
            throw new StartupException(
                $"{SettingName.VariableOf(path)} has U+{(int)value[i]:X4} as its character {i + 1}, which cannot be seen: write it"
                + " without.");
        }
    }
}
