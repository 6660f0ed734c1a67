using System.Data.Common;
using Petitions.Frontend.Hosting;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Hosting;

/// <summary>
/// Looks at start and once a minute whether this machine's clock agrees with the database's. Times of signing, opening, closing and
/// retention are taken from the machine's clock: a silo that is ahead stores signatures from the future.
/// </summary>
internal sealed partial class ClockWatch(DatabaseClock clock, TimeProvider time, ILogger<ClockWatch> log) : BackgroundService
{
    /// <summary>From this difference on a line is written when it begins, once an hour while it lasts, and when it ends.</summary>
    public static readonly TimeSpan WarnFrom = TimeSpan.FromSeconds(2);

    /// <summary>From this difference on a silo does not start.</summary>
    public static readonly TimeSpan RefuseFrom = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1), SayAgainAfter = TimeSpan.FromHours(1);

    private long? _saidAt;

    /// <exception cref="StartupException">The difference is too large; the line says what to do.</exception>
    /// <exception cref="DbException">The database cannot be read.</exception>
    public static async Task CheckAtStartAsync(DatabaseClock clock, CancellationToken cancel)
    {
        if (await clock.ReadAheadAsync(cancel) is not { } ahead || ahead.Duration() < RefuseFrom) return;
        throw new StartupException($"The clock of this machine is {Describe(ahead)} the clock of PostgreSQL: set both by NTP. Signatures"
            + " would be stored with wrong times.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await clock.ReadAheadAsync(stoppingToken) is not { } ahead) return;
                Report(ahead);
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // That the database is away is said elsewhere. Drivers report a broken connection as exceptions of many kinds.
            }
            await Task.Delay(LookEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Writes a line when the difference begins to matter, lasts or ends.</summary>
    internal void Report(TimeSpan ahead)
    {
        var isOff = ahead.Duration() >= WarnFrom;
        if (isOff && (_saidAt is not { } saidAt || time.GetElapsedTime(saidAt) >= SayAgainAfter))
        {
            LogOff(Describe(ahead));
            _saidAt = time.GetTimestamp();
        }
        else if (!isOff && _saidAt is not null)
        {
            LogRight();
            _saidAt = null;
        }
    }

    private static string Describe(TimeSpan ahead) =>
        FormattableString.Invariant($"{ahead.Duration().TotalSeconds:0.0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")}");

    [LoggerMessage(LogLevel.Warning, "The clock of this machine is {Difference} the clock of PostgreSQL; times of signing are wrong by"
        + " that. Set both by NTP.")]
    private partial void LogOff(string difference);

    [LoggerMessage(LogLevel.Information, "The clock of this machine agrees with the clock of PostgreSQL again.")]
    private partial void LogRight();
}
