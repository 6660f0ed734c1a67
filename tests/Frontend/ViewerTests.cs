using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Counting;
using Petitions.Grains.Counting;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend;

/// <summary>One open stream, with its turns given by hand and a pipe instead of a connection.</summary>
public sealed class ViewerTests
{
    private readonly FakeTimeProvider _time = new();
    // The first byte that is not read makes the writer wait: the slowest of all readers.
    private readonly Pipe _pipe = new(new PipeOptions(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 1, resumeWriterThreshold: 1,
        useSynchronizationContext: false));
    private readonly WatchedCount _count;
    private readonly Viewer _viewer;
    private Tally? _tally = SamplePetition.Tally(1, 1);
    private bool _isAway;
    private bool _hasRoom = true;
    private int _cuts;

    public ViewerTests()
    {
        var grain = FakeGrains.Of<IPetitionGrain>((_, _) => _isAway ? Task.FromException<Tally?>(new TimeoutException()) : Task.FromResult<Tally?>(_tally));
        _count = new WatchedCount(grain, new PollPace(_time), _time);
        _viewer = new Viewer(_pipe.Writer, () => _count, _time, () => _hasRoom, () => _cuts++);
    }

    [Fact]
    public async Task Who_has_not_read_the_last_words_of_a_process_is_cut_off()
    {
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        using var streams = new CountStreams(_time, lifetime);
        await streams.StartAsync(CancellationToken.None);
        await BeginAsync();
        Assert.True(streams.TryAdd(_viewer));
        lifetime.StopApplication();
        Assert.Equal(0, _cuts);
        // The end is noticed on another thread.
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(5), () =>
        {
            _time.Advance(CountStreams.ReadLastWithin);
            return _cuts == 1;
        }));
        await streams.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task It_begins_with_the_count_as_it_is()
    {
        await BeginAsync();
        Assert.Equal($"retry: 1\n\nid: 1\ndata: {Json(_count.Held!)}\n\n", Read());
    }

    [Fact]
    public async Task What_the_system_had_no_room_for_at_the_beginning_comes_with_the_next_turn()
    {
        _hasRoom = false;
        await BeginAsync();
        Assert.Equal("", Read());
        _hasRoom = true;
        _viewer.TakeTurn();
        Assert.StartsWith("id: 1\n", Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_seen_the_version_gets_the_next_one_only()
    {
        await BeginAsync(lastEventId: "1");
        Assert.Equal("retry: 1\n\n", Read());
        await MoveAsync(2);
        Assert.StartsWith("id: 2\n", Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_numbers_are_rounded_who_has_seen_the_version_may_not_have_seen_the_count()
    {
        // A batch of three hundred moves the version by one.
        _tally = SamplePetition.Tally(100, 20, CounterDisplay.Steps);
        await _count.FetchAsync();
        var seen = _count.Held!.Public;
        _tally = SamplePetition.Tally(400, 21, CounterDisplay.Steps);
        await _count.FetchAsync();
        Assert.Equal(seen.Version, _count.Held!.Public.Version);
        await BeginAsync(lastEventId: $"{seen.Version}");
        Assert.Contains("\"count\":400", Read(), StringComparison.Ordinal);
    }

    [Theory, InlineData("999999999999999999999999999999"), InlineData("-1"), InlineData("\u00e4;DROP"), InlineData("0")]
    public async Task Who_names_a_version_that_is_not_this_one_gets_it(string lastEventId)
    {
        await BeginAsync(lastEventId);
        Assert.Contains("id: 1\n", Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_did_not_change_is_not_written()
    {
        await BeginAsync();
        Read();
        for (var i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await _count.FetchAsync();
            _viewer.TakeTurn();
        }
        Assert.Equal("", Read());
    }

    [Fact]
    public async Task A_silent_stream_shows_that_it_is_alive_at_least_every_twenty_seconds()
    {
        await BeginAsync();
        Read();
        for (var i = 0; i < 19; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _viewer.TakeTurn();
        }
        Assert.Equal(":\n\n", Read());
    }

    [Fact]
    public async Task Who_does_not_read_gets_the_latest_and_nothing_piles_up()
    {
        await BeginAsync();
        for (var version = 2; version <= 10_000; version++) await MoveAsync(version);
        var unread = Read();
        Assert.Contains("id: 1\n", unread, StringComparison.Ordinal);
        Assert.DoesNotContain("id: 2\n", unread, StringComparison.Ordinal);
        _viewer.TakeTurn();
        // With the goal that was crossed meanwhile, before it.
        Assert.Equal(["event: milestone", "id: 10000"], Read().Split("\n\n").Select(e => e.Split('\n')[0]).Where(line => line.Length > 0));
    }

    [Fact]
    public async Task Nothing_is_written_while_the_system_has_no_room_and_then_the_latest()
    {
        await BeginAsync();
        Read();
        _hasRoom = false;
        for (var version = 2; version <= 10; version++) await MoveAsync(version);
        Assert.Equal("", Read());
        _hasRoom = true;
        _viewer.TakeTurn();
        Assert.StartsWith("id: 10\n", Read(), StringComparison.Ordinal);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Who_takes_not_even_a_heartbeat_for_a_minute_is_cut_off(bool isNews)
    {
        await BeginAsync();
        Read();
        _hasRoom = false;
        if (isNews) await MoveAsync(2);
        _time.Advance(Viewer.ReadWithin);
        _viewer.TakeTurn();
        Assert.Equal(0, _cuts);
        _time.Advance(TimeSpan.FromSeconds(1));
        _viewer.TakeTurn();
        Assert.Equal(1, _cuts);
    }

    [Fact]
    public async Task Nobody_is_cut_off_because_nobody_had_a_turn_for_long()
    {
        await BeginAsync();
        Read();
        _time.Advance(TimeSpan.FromHours(8));
        await MoveAsync(2);
        Assert.Equal(0, _cuts);
        Assert.StartsWith("id: 2\n", Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_takes_nothing_for_a_minute_is_cut_off()
    {
        await BeginAsync();
        _time.Advance(Viewer.ReadWithin);
        await MoveAsync(2);
        Assert.Equal(0, _cuts);
        _time.Advance(TimeSpan.FromSeconds(1));
        _viewer.TakeTurn();
        Assert.Equal(1, _cuts);
    }

    [Fact]
    public async Task Who_is_to_leave_and_takes_nothing_is_cut_off_as_well()
    {
        await BeginAsync();
        _tally = null;
        await _count.FetchAsync();
        _viewer.TakeTurn();
        Assert.Equal(0, _cuts);
        _time.Advance(Viewer.ReadWithin + TimeSpan.FromSeconds(1));
        _viewer.TakeTurn();
        Assert.Equal(1, _cuts);
    }

    [Fact]
    public async Task Who_reads_slowly_keeps_the_stream()
    {
        await BeginAsync();
        for (var version = 2; version <= 10; version++)
        {
            _time.Advance(Viewer.ReadWithin - TimeSpan.FromSeconds(1));
            Assert.NotEqual("", Read());
            await MoveAsync(version);
        }
        Assert.Equal(0, _cuts);
    }

    [Fact]
    public async Task A_goal_that_is_crossed_is_told_once()
    {
        await BeginAsync();
        Read();
        await MoveAsync(99);
        Assert.DoesNotContain("milestone", Read(), StringComparison.Ordinal);
        await MoveAsync(101);
        Assert.StartsWith("event: milestone\ndata: {\"goal\":100,\"count\":101,\"version\":101}\n\nid: 101\n", Read(), StringComparison.Ordinal);
        await MoveAsync(102);
        Assert.DoesNotContain("milestone", Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_goal_that_is_passed_again_after_a_withdrawal_is_no_news()
    {
        _tally = SamplePetition.Tally(99, 1);
        await BeginAsync();
        foreach (var (count, version) in new[] { (100, 2), (99, 3), (100, 4) })
        {
            Read();
            _tally = SamplePetition.Tally(count, version);
            await _count.FetchAsync();
            _viewer.TakeTurn();
        }
        Assert.StartsWith("id: 4\n", Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_goal_that_a_new_document_puts_below_the_count_was_crossed_by_nobody()
    {
        _tally = SamplePetition.Tally(600, 600, goals: [1_000]);
        await BeginAsync();
        Read();
        _tally = SamplePetition.Tally(601, 601, goals: [500, 1_000]);
        await _count.FetchAsync();
        _viewer.TakeTurn();
        Assert.StartsWith("id: 601\n", Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_goals_that_are_crossed_at_once_the_highest_is_told()
    {
        _tally = SamplePetition.Tally(99, 1);
        await BeginAsync();
        Read();
        await MoveAsync(1_001);
        Assert.StartsWith("event: milestone\ndata: {\"goal\":1000,", Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_over_is_not_cut()
    {
        await BeginAsync();
        _viewer.Leave();
        _viewer.End();
        _viewer.Cut();
        Assert.Equal(0, _cuts);
    }

    [Fact]
    public async Task Who_comes_after_a_goal_is_not_told_of_it()
    {
        _tally = SamplePetition.Tally(500, 500);
        await BeginAsync();
        Assert.DoesNotContain("milestone", Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_sent_away_leaves_after_the_write_under_way_and_gets_no_other()
    {
        await BeginAsync();
        _viewer.Leave();
        Assert.False(_viewer.Left.IsCompleted);
        Read();
        await _viewer.Left.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await MoveAsync(2);
        Assert.Equal("", Read());
    }

    [Fact]
    public async Task Who_watches_a_petition_that_was_removed_is_sent_away()
    {
        await BeginAsync();
        Read();
        _tally = null;
        await _count.FetchAsync();
        _viewer.TakeTurn();
        await _viewer.Left.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal("", Read());
    }

    [Fact]
    public async Task A_cluster_that_is_away_sends_nobody_away()
    {
        await BeginAsync();
        Read();
        _isAway = true;
        await _count.FetchAsync();
        _viewer.TakeTurn();
        _isAway = false;
        await MoveAsync(2);
        Assert.StartsWith("id: 2\n", Read(), StringComparison.Ordinal);
    }

    private async Task BeginAsync(string lastEventId = "")
    {
        var answer = await _count.ReadAsync();
        _viewer.Begin("retry: 1\n\n"u8.ToArray(), answer!, lastEventId);
    }

    private async Task MoveAsync(int version)
    {
        _tally = SamplePetition.Tally(version, version);
        await _count.FetchAsync();
        _viewer.TakeTurn();
    }

    private static string Json(CountAnswer answer) => Encoding.UTF8.GetString(answer.Body);

    private string Read()
    {
        if (!_pipe.Reader.TryRead(out var read)) return "";
        var text = Encoding.UTF8.GetString(read.Buffer);
        _pipe.Reader.AdvanceTo(read.Buffer.End);
        return text;
    }
}
