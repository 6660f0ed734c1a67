using System.Text;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Petitions.Frontend.Counting;
using Petitions.Grains.Documents;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

public sealed class ViewerTests
{
    private readonly PipedViewer _stream = new();

    [Fact]
    public async Task Who_has_not_read_the_last_words_of_a_process_is_cut_off()
    {
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        using var streams = new CountStreams(_stream.Time, lifetime);
        await streams.StartAsync(CancellationToken.None);
        await _stream.BeginAsync();
        Assert.True(streams.TryAdd(_stream.Viewer));
        lifetime.StopApplication();
        Assert.Equal(0, _stream.Cuts);
        // The end is noticed on another thread.
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(5), () =>
        {
            _stream.Time.Advance(CountStreams.ReadLastWithin);
            return _stream.Cuts == 1;
        }));
        await streams.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task It_begins_with_the_count_as_it_is()
    {
        await _stream.BeginAsync();
        Assert.Equal($"retry: 1\n\nid: 1\ndata: {Encoding.UTF8.GetString(_stream.Count.Held!.Body)}\n\n", _stream.Read());
    }

    [Fact]
    public async Task What_the_system_had_no_room_for_at_the_beginning_comes_with_the_next_turn()
    {
        _stream.HasRoom = false;
        await _stream.BeginAsync();
        Assert.Equal("", _stream.Read());
        _stream.HasRoom = true;
        _stream.Viewer.TakeTurn();
        Assert.StartsWith("id: 1\n", _stream.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_seen_the_version_gets_the_next_one_only()
    {
        await _stream.BeginAsync(lastEventId: "1");
        Assert.Equal("retry: 1\n\n", _stream.Read());
        await _stream.MoveAsync(2);
        Assert.StartsWith("id: 2\n", _stream.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_numbers_are_rounded_who_has_seen_the_version_may_not_have_seen_the_count()
    {
        // A batch of three hundred moves the version by one.
        _stream.Tally = SamplePetition.Tally(100, 20, CounterDisplay.Steps);
        await _stream.Count.FetchAsync();
        var seen = _stream.Count.Held!.Public;
        _stream.Tally = SamplePetition.Tally(400, 21, CounterDisplay.Steps);
        await _stream.Count.FetchAsync();
        Assert.Equal(seen.Version, _stream.Count.Held!.Public.Version);
        await _stream.BeginAsync(lastEventId: $"{seen.Version}");
        Assert.Contains("\"count\":400", _stream.Read(), StringComparison.Ordinal);
    }

    [Theory, InlineData("999999999999999999999999999999"), InlineData("-1"), InlineData("\u00e4;DROP"), InlineData("0")]
    public async Task Who_names_a_version_that_is_not_this_one_gets_it(string lastEventId)
    {
        await _stream.BeginAsync(lastEventId);
        Assert.Contains("id: 1\n", _stream.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_watched_a_count_that_the_board_has_forgotten_gets_the_one_in_its_place()
    {
        await _stream.BeginAsync();
        _stream.Read();
        _stream.Forget();
        _stream.Tally = SamplePetition.Tally(2, 2);
        _stream.Viewer.TakeTurn();
        _stream.Viewer.TakeTurn();
        Assert.StartsWith("id: 2\n", _stream.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_is_alive_also_while_the_board_that_began_anew_gets_no_answer()
    {
        await _stream.BeginAsync();
        _stream.Read();
        _stream.Forget();
        _stream.IsAway = true;
        _stream.Time.Advance(Viewer.HeartbeatAfter + TimeSpan.FromSeconds(1));
        _stream.Viewer.TakeTurn();
        Assert.Equal(":\n\n", _stream.Read());
    }

    [Fact]
    public async Task What_did_not_change_is_not_written()
    {
        await _stream.BeginAsync();
        _stream.Read();
        for (var i = 0; i < 100; i++)
        {
            _stream.Time.Advance(TimeSpan.FromMilliseconds(100));
            await _stream.Count.FetchAsync();
            _stream.Viewer.TakeTurn();
        }
        Assert.Equal("", _stream.Read());
    }

    [Fact]
    public async Task A_silent_stream_shows_that_it_is_alive_at_least_every_twenty_seconds()
    {
        await _stream.BeginAsync();
        _stream.Read();
        for (var i = 0; i < 19; i++)
        {
            _stream.Time.Advance(TimeSpan.FromSeconds(1));
            _stream.Viewer.TakeTurn();
        }
        Assert.Equal(":\n\n", _stream.Read());
    }

    [Fact]
    public async Task Who_does_not_read_gets_the_latest_and_nothing_piles_up()
    {
        await _stream.BeginAsync();
        for (var version = 2; version <= 10_000; version++) await _stream.MoveAsync(version);
        var unread = _stream.Read();
        Assert.Contains("id: 1\n", unread, StringComparison.Ordinal);
        Assert.DoesNotContain("id: 2\n", unread, StringComparison.Ordinal);
        _stream.Viewer.TakeTurn();
        // With the goal that was crossed meanwhile, before it.
        Assert.Equal(["event: milestone", "id: 10000"], _stream.Read().Split("\n\n").Select(e => e.Split('\n')[0]).Where(line => line.Length > 0));
    }

    [Fact]
    public async Task Nothing_is_written_while_the_system_has_no_room_and_then_the_latest()
    {
        await _stream.BeginAsync();
        _stream.Read();
        _stream.HasRoom = false;
        for (var version = 2; version <= 10; version++) await _stream.MoveAsync(version);
        Assert.Equal("", _stream.Read());
        _stream.HasRoom = true;
        _stream.Viewer.TakeTurn();
        Assert.StartsWith("id: 10\n", _stream.Read(), StringComparison.Ordinal);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Who_takes_not_even_a_heartbeat_for_a_minute_is_cut_off(bool isNews)
    {
        await _stream.BeginAsync();
        _stream.Read();
        _stream.HasRoom = false;
        if (isNews) await _stream.MoveAsync(2);
        _stream.Time.Advance(Viewer.ReadWithin);
        _stream.Viewer.TakeTurn();
        Assert.Equal(0, _stream.Cuts);
        _stream.Time.Advance(TimeSpan.FromSeconds(1));
        _stream.Viewer.TakeTurn();
        Assert.Equal(1, _stream.Cuts);
    }

    [Fact]
    public async Task Nobody_is_cut_off_because_nobody_had_a_turn_for_long()
    {
        await _stream.BeginAsync();
        _stream.Read();
        _stream.Time.Advance(TimeSpan.FromHours(8));
        await _stream.MoveAsync(2);
        Assert.Equal(0, _stream.Cuts);
        Assert.StartsWith("id: 2\n", _stream.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_takes_nothing_for_a_minute_is_cut_off()
    {
        await _stream.BeginAsync();
        _stream.Time.Advance(Viewer.ReadWithin);
        await _stream.MoveAsync(2);
        Assert.Equal(0, _stream.Cuts);
        _stream.Time.Advance(TimeSpan.FromSeconds(1));
        _stream.Viewer.TakeTurn();
        Assert.Equal(1, _stream.Cuts);
    }

    [Fact]
    public async Task Who_is_to_leave_and_takes_nothing_is_cut_off_as_well()
    {
        await _stream.BeginAsync();
        _stream.Tally = null;
        await _stream.Count.FetchAsync();
        _stream.Viewer.TakeTurn();
        Assert.Equal(0, _stream.Cuts);
        _stream.Time.Advance(Viewer.ReadWithin + TimeSpan.FromSeconds(1));
        _stream.Viewer.TakeTurn();
        Assert.Equal(1, _stream.Cuts);
    }

    [Fact]
    public async Task Who_reads_slowly_keeps_the_stream()
    {
        await _stream.BeginAsync();
        for (var version = 2; version <= 10; version++)
        {
            _stream.Time.Advance(Viewer.ReadWithin - TimeSpan.FromSeconds(1));
            Assert.NotEqual("", _stream.Read());
            await _stream.MoveAsync(version);
        }
        Assert.Equal(0, _stream.Cuts);
    }

    [Fact]
    public async Task A_request_that_is_over_is_not_cut()
    {
        await _stream.BeginAsync();
        _stream.Viewer.Leave();
        _stream.Viewer.End();
        _stream.Viewer.Cut();
        Assert.Equal(0, _stream.Cuts);
    }

    [Fact]
    public async Task Who_is_sent_away_leaves_after_the_write_under_way_and_gets_no_other()
    {
        await _stream.BeginAsync();
        _stream.Viewer.Leave();
        Assert.False(_stream.Viewer.Left.IsCompleted);
        _stream.Read();
        await _stream.Viewer.Left.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await _stream.MoveAsync(2);
        Assert.Equal("", _stream.Read());
    }

    [Fact]
    public async Task Who_watches_a_petition_that_was_removed_is_sent_away()
    {
        await _stream.BeginAsync();
        _stream.Read();
        _stream.Tally = null;
        await _stream.Count.FetchAsync();
        _stream.Viewer.TakeTurn();
        await _stream.Viewer.Left.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal("", _stream.Read());
    }

    [Fact]
    public async Task A_cluster_that_is_away_sends_nobody_away()
    {
        await _stream.BeginAsync();
        _stream.Read();
        _stream.IsAway = true;
        await _stream.Count.FetchAsync();
        _stream.Viewer.TakeTurn();
        _stream.IsAway = false;
        await _stream.MoveAsync(2);
        Assert.StartsWith("id: 2\n", _stream.Read(), StringComparison.Ordinal);
    }
}
