using Petitions.Grains.Counting;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>The contract of the count history, for both databases.</summary>
public abstract class CountHistoryContract
{
    private static readonly DateTimeOffset Now = new(2026, 5, 2, 12, 34, 56, TimeSpan.Zero);
    private static readonly CountWindow Window = CountWindow.At(Now);

    internal abstract Task<StoreFixture> NewStoreAsync();

    [Fact]
    public async Task Points_are_ordered_by_time_and_kept_per_petition()
    {
        await using var fixture = await NewStoreAsync();
        var other = await fixture.AddPetitionAsync("other-petition");
        Assert.Null(await fixture.History.FindLastAsync(fixture.Petition, CancellationToken.None));
        await AddAsync(fixture, Ago(1, 9), Ago(3, 4), Ago(2, 7));
        await fixture.History.AddAsync(other, Ago(1, 100), CancellationToken.None);

        Assert.Equal([Ago(3, 4), Ago(2, 7), Ago(1, 9)], await ReadAsync(fixture));
        Assert.Equal(Ago(1, 9), await fixture.History.FindLastAsync(fixture.Petition, CancellationToken.None));
    }

    [Fact]
    public async Task The_later_of_two_points_for_one_minute_is_kept()
    {
        await using var fixture = await NewStoreAsync();
        await AddAsync(fixture, Ago(1, 5), Ago(1, 6), Ago(1, 4));
        Assert.Equal([Ago(1, 4)], await ReadAsync(fixture));
    }

    [Fact]
    public async Task Concurrent_writes_of_the_same_minute_do_not_fail()
    {
        await using var fixture = await NewStoreAsync();
        await Task.WhenAll(Enumerable.Range(1, 40).Select(total =>
            Task.Run(() => fixture.History.AddAsync(fixture.Petition, Ago(1, total), CancellationToken.None))));
        Assert.InRange(Assert.Single(await ReadAsync(fixture)).Total, 1, 40);
    }

    [Fact]
    public async Task The_current_minute_is_not_in_the_history()
    {
        await using var fixture = await NewStoreAsync();
        await AddAsync(fixture, Ago(1, 5), Ago(0, 6));
        Assert.Equal([Ago(1, 5)], await ReadAsync(fixture));
        Assert.Equal(Ago(0, 6), await fixture.History.FindLastAsync(fixture.Petition, CancellationToken.None));
    }

    [Fact]
    public async Task Older_hours_keep_their_last_point_and_the_first_point_is_always_kept()
    {
        await using var fixture = await NewStoreAsync();
        var hour = Window.MinutesFrom - 120;
        CountPoint first = new(hour + 5, 0), sixth = new(hour + 6, 60), last = new(hour + 59, 70), next = new(hour + 61, 80),
            minutes = new(Window.MinutesFrom, 90);
        await AddAsync(fixture, first, sixth, last, next, minutes, new(Window.MinutesFrom + 1, 91));
        Assert.Equal([first, last, next, minutes, new(Window.MinutesFrom + 1, 91)], await ReadAsync(fixture));
    }

    [Fact]
    public async Task Thinning_out_does_not_change_the_visible_history()
    {
        await using var fixture = await NewStoreAsync();
        await FillAsync(fixture, minutes: 3 * 24 * 60);
        var before = await ReadAsync(fixture);
        await fixture.History.ThinAsync(fixture.Petition, Window.MinutesFrom, CancellationToken.None);
        await fixture.History.ThinAsync(fixture.Petition, Window.MinutesFrom, CancellationToken.None);

        Assert.Equal(before, await ReadAsync(fixture));
        // The first point, one point per hour of earlier days, one per minute of the last day.
        var (hours, minutes) = (3 * 24 - 24, Window.Until - Window.MinutesFrom);
        Assert.InRange(before.Length, hours + minutes, hours + minutes + 1);
        // Plus the point of the current minute, which is not visible.
        Assert.Equal(before.Length + 1, await fixture.ScalarAsync("SELECT count(*) FROM count_history"));
    }

    [Fact]
    public async Task Reading_a_long_history_returns_a_bounded_number_of_points()
    {
        await using var fixture = await NewStoreAsync();
        await FillAsync(fixture, minutes: 2_000);
        await FillAsync(fixture, minutes: 3 * 365 * 24, each: 60);
        var read = await ReadAsync(fixture);
        Assert.InRange(read.Count(point => point.Minute >= Window.MinutesFrom), 1_440, CountWindow.MinutesMax);
        Assert.InRange(read.Count(point => point.Minute < Window.MinutesFrom), CountWindow.HoursMax, CountWindow.HoursMax + 1);
        Assert.Equal(read.OrderBy(point => point.Minute), read);
    }

    private static CountPoint Ago(int minutes, long total) => new(Window.Until - minutes, total);

    private static async Task AddAsync(StoreFixture fixture, params CountPoint[] points)
    {
        foreach (var point in points) await fixture.History.AddAsync(fixture.Petition, point, CancellationToken.None);
    }

    private static async Task<CountPoint[]> ReadAsync(StoreFixture fixture) =>
        [.. await fixture.History.ReadAsync(fixture.Petition, Window, CancellationToken.None)];

    // Inserts a point every few minutes until now, in one statement.
    private static Task FillAsync(StoreFixture fixture, int minutes, int each = 1) => fixture.ExecuteAsync(
        $"""
        WITH RECURSIVE ago(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM ago WHERE n < {minutes})
        INSERT INTO count_history (petition, minute, total)
        SELECT {fixture.Petition}, {Window.Until} - n * {each}, {minutes * each} - n * {each} FROM ago WHERE true
        ON CONFLICT (petition, minute) DO NOTHING
        """);
}

/// <summary>The history of counts on SQLite.</summary>
public sealed class SqliteCountHistoryTests : CountHistoryContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnSqliteAsync();
}

/// <summary>The history of counts on PostgreSQL.</summary>
public sealed class PostgresCountHistoryTests(PostgresServer server) : CountHistoryContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnPostgresAsync(server);
}
