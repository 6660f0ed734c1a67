namespace Petitions.Frontend;

/// <summary>
/// Keeps the framework from saying something about every request: two lines each would cost more than the signature. The configuration
/// (<c>Logging:LogLevel</c>) overrides it.
/// </summary>
internal static class QuietLogs
{
    public static void Set(LoggerFilterOptions options)
    {
        // First in the list, because of two rules for one category the later one counts.
        options.Rules.Insert(0, new LoggerFilterRule(null, "Microsoft.AspNetCore", LogLevel.Warning, null));
        // Its warnings hold grain keys, and the front end says itself when calls get no answer.
        options.Rules.Insert(0, new LoggerFilterRule(null, "Orleans.Runtime.CallbackData", LogLevel.None, null));
        // As long as this one may log anything at all, the framework makes an activity for each request.
        options.Rules.Insert(0, new LoggerFilterRule(null, "Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None, null));
    }
}
