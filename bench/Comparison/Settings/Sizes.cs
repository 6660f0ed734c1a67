using System.Globalization;
using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Comparison.Settings;

/// <summary>How much is stored or queued before a measurement, from the environment: a trial run sets it smaller.</summary>
/// <param name="Million">MILLION: signatures after which <c>--million</c> restarts the program.</param>
/// <param name="Stored">STORED: signatures of the petition that <c>--stored</c> signs.</param>
/// <param name="Queued">QUEUED: mails that wait at least, for <c>--mail</c>.</param>
/// <param name="Emptied">EMPTIED: rows that <c>--emptying</c> erases.</param>
/// <param name="PostgresOptions">POSTGRES_OPTIONS: command line options of the database server.</param>
internal sealed record Sizes(long Million, long Stored, long Queued, long Emptied, IReadOnlyList<string> PostgresOptions)
{
    // For every server alike, as the database of a surge would be set up; its defaults are for the smallest of machines.
    private const string PostgresOptionsDefault = "-c shared_buffers=1GB -c max_wal_size=4GB";

    /// <exception cref="UsageException">One of them is no number.</exception>
    public static Sizes Read()
    {
        var postgresOptions = Environment.GetEnvironmentVariable("POSTGRES_OPTIONS") ?? PostgresOptionsDefault;
        return new(
            Number("MILLION", 1_000_000), Number("STORED", 10_000_000), Number("QUEUED", 100_000), Number("EMPTIED", 1_000_000),
            postgresOptions.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static long Number(string name, long otherwise) =>
        Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text ? otherwise
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new UsageException($"{name} needs a number from 1, not '{text}'.");
}
