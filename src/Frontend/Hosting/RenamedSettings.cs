using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Petitions.Grains.Configuration;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// Settings whose names have changed. An old name works for one more version: its value goes to the new name, and a warning at start names
/// the new one. Where both are set the new one wins.
/// </summary>
public sealed partial class RenamedSettings
{
    /// <summary>The old names that still work, and the new ones.</summary>
    public static IReadOnlyList<(string Old, string New)> Names { get; } =
    [
        ("Petition:Signing:ResidentsMax", "Petition:Signing:ActivationsMax"),
        ("Petition:Limits:RushPerMinute", "Petition:Limits:ConcentrationPerMinute"),
        ("Petition:Limits:RushSharePercent", "Petition:Limits:ConcentrationSharePercent"),
        ("Petition:Http:AnswerNotBefore", "Petition:Http:MinimumResponseTime"),
    ];

    private readonly List<(string Old, string New, bool IsIgnored)> _used = [];

    private RenamedSettings()
    {
    }

    /// <summary>Gives each new name the value of its old one. Call it before anything reads the configuration.</summary>
    public static RenamedSettings Apply(IConfigurationManager configuration)
    {
        var settings = new RenamedSettings();
        var values = new Dictionary<string, string?>();
        foreach (var (old, now) in Names)
        {
            if (configuration[old] is not { } value) continue;
            var isIgnored = configuration[now] is not null;
            settings._used.Add((old, now, isIgnored));
            if (!isIgnored) values[now] = value;
        }
        if (values.Count > 0) configuration.AddInMemoryCollection(values);
        return settings;
    }

    /// <summary>
    /// Runs a part of the start; a message about a wrong value names the setting as it was written, with its old name.
    /// </summary>
    /// <exception cref="StartupException">Instead of a message about a new name whose value came from an old one.</exception>
    public async Task<T> NameAsWritten<T>(Func<Task<T>> start)
    {
        try
        {
            return await start();
        }
        catch (Exception e) when (IsAboutRenamed(e))
        {
            throw new StartupException(MessageOf(e), e);
        }
    }

    /// <summary>The message of a failed start, with the names of settings as they were written.</summary>
    public string MessageOf(Exception e)
    {
        var message = e is OptionsValidationException options ? string.Join(' ', options.Failures) : e.Message;
        foreach (var (old, now, isIgnored) in _used)
        {
            if (isIgnored) continue;
            var (written, renamed) = (SettingName.VariableOf(old), SettingName.VariableOf(now));
            // Word by word: one name may begin with another.
            message = Regex.Replace(message, $@"\b{renamed}\b", $"{written} (now called {renamed})");
        }
        return message;
    }

    /// <summary>Writes one warning for each old name that is set.</summary>
    public void LogTo(ILogger log)
    {
        foreach (var (old, now, isIgnored) in _used)
        {
            if (isIgnored) LogIgnored(log, SettingName.VariableOf(old), SettingName.VariableOf(now));
            else LogRenamed(log, SettingName.VariableOf(old), SettingName.VariableOf(now));
        }
    }

    private bool IsAboutRenamed(Exception e) => e is OptionsValidationException or StartupException
        && _used.Any(name => !name.IsIgnored && e.Message.Contains(SettingName.VariableOf(name.New), StringComparison.Ordinal));

    [LoggerMessage(LogLevel.Warning, "{Old} is now called {New}: set that instead. The old name stops working with the next version.")]
    private static partial void LogRenamed(ILogger log, string old, string @new);

    [LoggerMessage(LogLevel.Warning, "{Old} is ignored because {New}, its new name, is set, too: remove the old one.")]
    private static partial void LogIgnored(ILogger log, string old, string @new);
}
