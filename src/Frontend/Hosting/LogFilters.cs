namespace Petitions.Frontend.Hosting;

/// <summary>
/// Default log levels. Two lines for each request would cost more than a signature. The configuration (<c>Logging:LogLevel</c>) overrides
/// them. Whatever the level, <see cref="LogRedaction"/> keeps keys of signers out.
/// </summary>
internal static class LogFilters
{
    private static readonly (string Category, LogLevel From)[] Rules =
    [
        ("Microsoft.AspNetCore", LogLevel.Warning),
        ("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error),
        // With any level here, the framework makes an activity for each request.
        ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None),
        // Startup errors are written to the console, in one line.
        ("Microsoft.Extensions.Hosting", LogLevel.None),
        ("Orleans", LogLevel.Error),
        // While a silo waits for dead ones, and when it stops without a database: several messages for each attempt. The silo itself says
        // for whom it waits.
        ("Orleans.Runtime.MembershipService.MembershipAgent", LogLevel.Critical),
        ("Orleans.Runtime.GrainDirectory.ClientDirectory", LogLevel.Critical),
    ];

    /// <summary>Adds the levels.</summary>
    public static void Set(LoggerFilterOptions options)
    {
        // First in the list: of two rules for one category the later one counts, which is that of the configuration.
        foreach (var (category, from) in Rules) options.Rules.Insert(0, new LoggerFilterRule(null, category, from, null));
    }
}
