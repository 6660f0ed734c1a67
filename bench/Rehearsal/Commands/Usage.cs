namespace Petitions.Bench.Rehearsal.Commands;

/// <summary>The options of each command: what is parsed is what the help shows.</summary>
internal static class Usage
{
    private static readonly Option[] Target =
    [
        new("--target", Arity.One, "URL", "a running program instead of one of its own"),
        new("--admin", Arity.One, "URL", "where its staff is answered, such as http://localhost:5081"),
        new("--admin-token", Arity.One, "TOKEN", "its staff token, or @FILE that holds it"),
        new("--i-own-this-target", Arity.Flag, "", "allow a target that is not on loopback"),
    ];

    public static IReadOnlyList<Option> Run { get; } =
    [
        new("--profile", Arity.One, "NAME", "spike (default), ramp, soak, find-limit, revoke-a50"),
        new("--curve", Arity.One, "FILE", "instead of a profile: CSV time,count or JSON of cumulative counts"),
        new("--peak", Arity.One, "N", "highest rate in signatures/s (default 500)"),
        new("--duration", Arity.One, "TIME", "length of the load (default 60s)"),
        new("--scale", Arity.One, "N", "for curves: N signatures for each real one"),
        new("--compress", Arity.One, "N", "for curves: N seconds are played in one (revoke-a50: 60)"),
        new("--arrivals", Arity.One, "HOW", "poisson (default) or even"),
        new("--seed", Arity.One, "N", "of everything that is drawn (default 1)"),
        new("--repeats", Arity.One, "SHARE", "of people who have signed and sign again (default 0.1)"),
        new("--drop-replies", Arity.One, "SHARE", "connections closed after sending, retried a second later (default 0.01)"),
        new("--pages", Arity.One, "N", "reads of the signing page per signature (default 0.2)"),
        new("--counts", Arity.One, "N", "reads of the counter per signature (default 1)"),
        new("--watchers", Arity.One, "N", "people who watch the count as a stream (default 0)"),
        new("--petitions", Arity.One, "N", "petitions to sign (default 1)"),
        new("--skew", Arity.One, "S", "Zipf exponent of signatures over petitions (default 1)"),
        .. Target,
        new("--petition", Arity.One, "SLUG", "name of the rehearsal's petition (default is dated)"),
        new("--program", Arity.One, "PATH", "the program to start, a .dll (default: the one built beside)"),
        new("--postgres", Arity.One, "HOW", "auto (a throw-away server) or a connection string; default is SQLite"),
        new("--chaos", Arity.Many, "EVENTS", "kill, pause, slow-disk, database-restart, such as kill@20s,pause@30s+3s"),
        new("--objective", Arity.Many, "RULES", "such as 'p99<250ms' 'refused<1%' 'lost=0'"),
        new("--lag-max", Arity.One, "TIME", "99 of 100 requests leave within it, or the run is invalid (default 50ms)"),
        new("--connections", Arity.One, "N", "open at a time at most (default 8000)"),
        new("--out", Arity.One, "DIR", "folder of the report (default artifacts/rehearsal/ and the time)"),
    ];

    public static IReadOnlyList<Option> Clean { get; } =
    [
        .. Target,
        new("--petition", Arity.Many, "SLUG", "the rehearsal's petition, as the run named it"),
    ];

    public static string Text => $"""
        rehearsal run [options]      plays a surge, breaks things, audits what was stored, and writes a report
        {Lines(Run)}
        rehearsal clean [options]    removes a rehearsal from a running program
        {Lines(Clean)}
        Exit code: 0 passed, 1 failed, 2 invalid.
        """;

    private static string Lines(IEnumerable<Option> options) =>
        string.Concat(options.Select(option => $"  {option.Name + " " + option.Value,-24} {option.Help}\n"));
}
