using Petitions.Grains.Configuration;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// Checks the command line, which only sets settings: <c>--Petition:DataPath=/srv/data</c> or <c>--Petition:DataPath /srv/data</c>. The
/// framework ignores every word that it does not understand.
/// </summary>
internal static class CommandLineArguments
{
    /// <summary>Sections of the framework and of others, which are not checked.</summary>
    private static readonly string[] OtherSections =
    [
        "urls", "http_ports", "https_ports", "environment", "contentRoot", "applicationName", "shutdownTimeoutSeconds",
        "ConnectionStrings", "Logging", "Kestrel", "AllowedHosts", "Orleans", "OTEL",
    ];

    /// <exception cref="StartupException">A word is no setting; the line names it and the setting that was probably meant.</exception>
    public static void Check(string[] arguments, SettingNames names)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var word = arguments[i];
            var hasPrefix = word.StartsWith("--", StringComparison.Ordinal) || word.StartsWith('/');
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 && !hasPrefix) throw Unknown(word);
            var path = word[(hasPrefix ? word[0] == '/' ? 1 : 2 : 0)..(equals < 0 ? word.Length : equals)];
            var isKnown = names.Include(path)
                || OtherSections.Contains(path.Split(':')[0], StringComparer.OrdinalIgnoreCase);
            if (!isKnown) throw names.Nearest(path) is { } near ? Unknown(word, near) : Unknown(word);
            if (equals >= 0) continue;
            if (++i == arguments.Length) throw new StartupException($"{word} has no value: write {word}=value.");
        }
    }

    private static StartupException Unknown(string word, string? near = null) => new(
        $"'{word}' on the command line is no setting: " + (near is null
            ? "write settings as --Petition:DataPath=/srv/data, or as environment variables; src/Silo/Hosting/README.md lists them."
            : $"did you mean --{near}=…?"));
}
