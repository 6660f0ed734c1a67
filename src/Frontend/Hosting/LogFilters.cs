namespace Petitions.Frontend.Hosting;

/// <summary>
/// What the log leaves out: two lines about every request would cost more than the signature, and messages of Orleans hold grain keys.
/// The configuration (<c>Logging:LogLevel</c>) overrides it.
/// </summary>
internal static class LogFilters
{
    private static readonly (string Category, LogLevel From)[] Rules =
    [
        ("Microsoft.AspNetCore", LogLevel.Warning),
        ("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error),
        // As long as this one may log anything at all, the framework makes an activity for each request.
        ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None),
        // Why a program does not start is said on the console, in one line.
        ("Microsoft.Extensions.Hosting", LogLevel.None),
        ("Orleans", LogLevel.Error),
    ];

    public static void Set(LoggerFilterOptions options)
    {
        // First in the list, because of two rules for one category the later one counts.
        foreach (var (category, from) in Rules) options.Rules.Insert(0, new LoggerFilterRule(null, category, from, null));
    }
}
