using Petitions.Grains.Counting;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>What the store of count histories promises; the same facts for both databases.</summary>
public abstract class CountHistoryContract
{
    private static readonly DateTimeOffset Now = new(2026, 5, 2, 12, 34, 56, TimeSpan.Zero);
    private static readonly CountWindow Window = CountWindow.At(Now);

    internal abstract Task<LedgerRig> NewRigAsync();

    [Fact]
    public async Task Points_come_in_order_of_time_and_each_petition_has_its_own()
    {
        await using var rig = await NewRigAsync();
        var other = await rig.AddPetitionAsync("other-petition");
        Assert.Null(await rig.History.FindLastAsync(rig.Petition, CancellationToken.None));
        await AddAsync(rig, Ago(1, 9), Ago(3, 4), Ago(2, 7));
        await rig.History.AddAsync(other, Ago(1, 100), CancellationToken.None);

        Assert.Equal([Ago(3, 4), Ago(2, 7), Ago(1, 9)], await ReadAsync(rig));
        Assert.Equal(Ago(1, 9), await rig.History.FindLastAsync(rig.Petition, CancellationToken.None));
    }

    [Fact]
    public async Task Of_two_words_about_a_minute_the_later_stands()
    {
        await using var rig = await NewRigAsync();
        await AddAsync(rig, Ago(1, 5), Ago(1, 6), Ago(1, 4));
        Assert.Equal([Ago(1, 4)], await ReadAsync(rig));
    }

    [Fact]
    public async Task Silos_that_write_the_same_minute_at_the_same_moment_do_not_fail()
    {
        await using var rig = await NewRigAsync();
        await Task.WhenAll(Enumerable.Range(1, 40).Select(total => Task.Run(() => rig.History.AddAsync(rig.Petition, Ago(1, total), CancellationToken.None))));
        Assert.InRange(Assert.Single(await ReadAsync(rig)).Total, 1, 40);
    }

    [Fact]
    public async Task The_minute_under_way_is_not_shown_yet()
    {
        await using var rig = await NewRigAsync();
        await AddAsync(rig, Ago(1, 5), Ago(0, 6));
        Assert.Equal([Ago(1, 5)], await ReadAsync(rig));
        Assert.Equal(Ago(0, 6), await rig.History.FindLastAsync(rig.Petition, CancellationToken.None));
    }

    [Fact]
    public async Task Before_the_last_day_each_hour_has_its_last_point_and_the_first_of_all_stays()
    {
        await using var rig = await NewRigAsync();
        var hour = Window.MinutesFrom - 120;
        CountPoint first = new(hour + 5, 0), sixth = new(hour + 6, 60), last = new(hour + 59, 70), next = new(hour + 61, 80), minutes = new(Window.MinutesFrom, 90);
        await AddAsync(rig, first, sixth, last, next, minutes, new(Window.MinutesFrom + 1, 91));
        Assert.Equal([first, last, next, minutes, new(Window.MinutesFrom + 1, 91)], await ReadAsync(rig));
    }

    [Fact]
    public async Task Thinning_out_changes_nothing_of_what_is_shown()
    {
        await using var rig = await NewRigAsync();
        await FillAsync(rig, minutes: 3 * 24 * 60);
        var before = await ReadAsync(rig);
        await rig.History.ThinAsync(rig.Petition, Window.MinutesFrom, CancellationToken.None);
        await rig.History.ThinAsync(rig.Petition, Window.MinutesFrom, CancellationToken.None);

        Assert.Equal(before, await ReadAsync(rig));
        // The first of all, hours of the days before, minutes of the last one.
        var (hours, minutes) = (3 * 24 - 24, Window.Until - Window.MinutesFrom);
        Assert.InRange(before.Length, hours + minutes, hours + minutes + 1);
        // And the one of the minute under way, which is not shown.
        Assert.Equal(before.Length + 1, await rig.ScalarAsync("SELECT count(*) FROM count_history"));
    }

    [Fact]
    public async Task However_long_it_is_what_is_read_is_bounded()
    {
        await using var rig = await NewRigAsync();
        await FillAsync(rig, minutes: 2_000);
        await FillAsync(rig, minutes: 3 * 365 * 24, each: 60);
        var read = await ReadAsync(rig);
        Assert.InRange(read.Count(point => point.Minute >= Window.MinutesFrom), 1_440, CountWindow.MinutesMax);
        Assert.InRange(read.Count(point => point.Minute < Window.MinutesFrom), CountWindow.HoursMax, CountWindow.HoursMax + 1);
        Assert.Equal(read.OrderBy(point => point.Minute), read);
    }

    private static CountPoint Ago(int minutes, long total) => new(Window.Until - minutes, total);

    private static async Task AddAsync(LedgerRig rig, params CountPoint[] points)
    {
        foreach (var point in points) await rig.History.AddAsync(rig.Petition, point, CancellationToken.None);
    }

    private static async Task<CountPoint[]> ReadAsync(LedgerRig rig) =>
        [.. await rig.History.ReadAsync(rig.Petition, Window, CancellationToken.None)];

    // A point every so many minutes until now, in one statement.
    private static Task FillAsync(LedgerRig rig, int minutes, int each = 1) => rig.ExecuteAsync(
        $"""
        WITH RECURSIVE ago(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM ago WHERE n < {minutes})
        INSERT INTO count_history (petition, minute, total)
        SELECT {rig.Petition}, {Window.Until} - n * {each}, {minutes * each} - n * {each} FROM ago WHERE true
        ON CONFLICT (petition, minute) DO NOTHING
        """);
}

/// <summary>The history of counts on SQLite.</summary>
public sealed class SqliteCountHistoryTests : CountHistoryContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnSqliteAsync();
}

/// <summary>The history of counts on PostgreSQL.</summary>
public sealed class PostgresCountHistoryTests(PostgresServer server) : CountHistoryContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnPostgresAsync(server);
}
