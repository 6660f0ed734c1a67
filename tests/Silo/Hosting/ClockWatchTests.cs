using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Hosting;
using Petitions.Silo.Hosting;
using Petitions.Silo.Storage;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Hosting;

/// <summary>The machine of a silo has another time than PostgreSQL, which here has the time of this machine.</summary>
public sealed class ClockWatchTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(900, "900.0 s ahead of")]
    [InlineData(-61, "61.0 s behind")]
    public async Task A_silo_whose_clock_is_a_minute_off_does_not_start(int aheadSeconds, string says)
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Postgres, postgres);
        var time = new ShiftedTime();
        time.Advance(TimeSpan.FromSeconds(aheadSeconds));
        var refusal = await Assert.ThrowsAsync<StartupException>(() => SiloHost.CreateAsync(store.Settings.ToArguments(), null, time));
        Assert.Contains($"The clock of this machine is {says} the clock of PostgreSQL", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-3)]
    public async Task One_that_is_some_seconds_off_says_so(int aheadSeconds)
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Postgres, postgres);
        var time = new ShiftedTime();
        time.Advance(TimeSpan.FromSeconds(aheadSeconds));
        var log = new WarningLog();
        await using var app = await SiloHost.CreateAsync(store.Settings.ToArguments(), builder => builder.Logging.AddProvider(log), time);
        await SiloHost.StartAsync(app);
        var hasRead = await Waiting.UntilAsync(TimeSpan.FromSeconds(10), () => log.Has("The clock of this machine is"));
        await app.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(hasRead);
    }

    [Fact]
    public void Two_seconds_are_said_when_they_begin_once_an_hour_and_when_they_are_over()
    {
        var (time, log) = (new FakeTimeProvider(), new FakeLogger<ClockWatch>());
        using var watch = new ClockWatch(null!, time, log);
        string[] Said(double ahead)
        {
            log.Collector.Clear();
            watch.Report(TimeSpan.FromSeconds(ahead));
            return [.. log.Collector.GetSnapshot().Select(line => line.Message)];
        }

        Assert.Empty(Said(1.9));
        Assert.Contains("2.0 s behind", Assert.Single(Said(-2)), StringComparison.Ordinal);
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Empty(Said(-2));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("3.0 s ahead of", Assert.Single(Said(3)), StringComparison.Ordinal);
        Assert.Contains("agrees", Assert.Single(Said(0)), StringComparison.Ordinal);
        Assert.Empty(Said(0));
    }

    [Fact]
    public async Task SQLite_has_the_time_of_this_machine()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        var time = new ShiftedTime();
        time.Advance(TimeSpan.FromMinutes(15));
        await using var app = await SiloHost.CreateAsync(store.Settings.ToArguments(), null, time);
        Assert.Null(await app.Services.GetRequiredService<DatabaseClock>().ReadAheadAsync(TestContext.Current.CancellationToken));
    }

    // An answer that took long leaves open when the time was read.
    [Theory]
    [InlineData(0, 5, 3, 0)]
    [InlineData(0, 5, -4, 4)]
    [InlineData(0, 5, 9, -4)]
    public void The_difference_is_at_least_what_the_delay_does_not_explain(int before, int after, int read, int ahead) => Assert.Equal(
        TimeSpan.FromSeconds(ahead),
        DatabaseClock.Between(Noon.AddSeconds(before), Noon.AddSeconds(after), Noon.AddSeconds(read)));

    private sealed class WarningLog : ILoggerProvider, ILogger
    {
        private readonly List<string> _lines = [];

        public bool Has(string text)
        {
            lock (_lines) return _lines.Exists(line => line.Contains(text, StringComparison.Ordinal));
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines) _lines.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
