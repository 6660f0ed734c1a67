using System.Text;
using Petitions.Frontend.Counting;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

public sealed class ViewerTests
{
    private readonly PipedViewer _stream = new();

    [Fact]
    public async Task At_shutdown_a_viewer_that_does_not_read_is_disconnected()
    {
        using var streams = new CountStreams(_stream.Time);
        await streams.StartAsync(CancellationToken.None);
        await _stream.StartAsync();
        Assert.True(streams.TryAdd(_stream.Viewer));
        await streams.StoppingAsync(CancellationToken.None);
        Assert.Equal(0, _stream.Aborts);
        // The end is noticed on another thread.
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(5), () =>
        {
            _stream.Time.Advance(CountStreams.DrainTimeout);
            return _stream.Aborts == 1;
        }));
        await streams.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task The_first_event_is_the_present_count()
    {
        await _stream.StartAsync();
        Assert.Equal($"retry: 1\n\nid: 1\ndata: {Encoding.UTF8.GetString(_stream.Count.Value!.Body)}\n\n", _stream.Read());
    }

    [Fact]
    public async Task A_first_event_that_could_not_be_written_comes_with_the_next_write()
    {
        _stream.CanWrite = false;
        await _stream.StartAsync();
        Assert.Equal("", _stream.Read());
        _stream.CanWrite = true;
        _stream.Viewer.WriteIfDue();
        Assert.StartsWith("id: 1\n", _stream.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_with_the_newest_version_gets_the_next_one_only()
    {
        await _stream.StartAsync(lastEventId: "1");
        Assert.Equal("retry: 1\n\n", _stream.Read());
        await _stream.MoveAsync(2);
        Assert.StartsWith("id: 2\n", _stream.Read(), StringComparison.Ordinal);
    }

    [Theory, InlineData("999999999999999999999999999999"), InlineData("-1"), InlineData("\u00e4;DROP"), InlineData("0")]
    public async Task Any_other_last_event_id_gets_the_present_count(string lastEventId)
    {
        await _stream.StartAsync(lastEventId);
        Assert.Contains("id: 1\n", _stream.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_follows_an_entry_that_was_replaced()
    {
        await _stream.StartAsync();
        _stream.Read();
        _stream.ReplaceEntry();
        _stream.Tally = SamplePetition.Tally(2, 2);
        _stream.Viewer.WriteIfDue();
        _stream.Viewer.WriteIfDue();
        Assert.StartsWith("id: 2\n", _stream.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Heartbeats_go_on_while_a_replaced_entry_has_no_value()
    {
        await _stream.StartAsync();
        _stream.Read();
        _stream.ReplaceEntry();
        _stream.IsAway = true;
        _stream.Time.Advance(Viewer.HeartbeatInterval + TimeSpan.FromSeconds(1));
        _stream.Viewer.WriteIfDue();
        Assert.Equal(":\n\n", _stream.Read());
    }

    [Fact]
    public async Task An_unchanged_count_is_not_written()
    {
        await _stream.StartAsync();
        _stream.Read();
        for (var i = 0; i < 100; i++)
        {
            _stream.Time.Advance(TimeSpan.FromMilliseconds(100));
            await _stream.Count.RefreshAsync();
            _stream.Viewer.WriteIfDue();
        }
        Assert.Equal("", _stream.Read());
    }

    [Fact]
    public async Task An_idle_stream_gets_a_heartbeat_after_15_s()
    {
        await _stream.StartAsync();
        _stream.Read();
        for (var i = 0; i < 19; i++)
        {
            _stream.Time.Advance(TimeSpan.FromSeconds(1));
            _stream.Viewer.WriteIfDue();
        }
        Assert.Equal(":\n\n", _stream.Read());
    }

    [Fact]
    public async Task A_viewer_that_does_not_read_skips_to_the_latest()
    {
        await _stream.StartAsync();
        for (var version = 2; version <= 10_000; version++) await _stream.MoveAsync(version);
        var unread = _stream.Read();
        Assert.Contains("id: 1\n", unread, StringComparison.Ordinal);
        Assert.DoesNotContain("id: 2\n", unread, StringComparison.Ordinal);
        _stream.Viewer.WriteIfDue();
        // With the goal that was crossed meanwhile, before it.
        var firstLines = _stream.Read().Split("\n\n").Select(e => e.Split('\n')[0]).Where(line => line.Length > 0);
        Assert.Equal(["event: milestone", "id: 10000"], firstLines);
    }

    [Fact]
    public async Task Without_room_nothing_is_written_and_then_the_latest()
    {
        await _stream.StartAsync();
        _stream.Read();
        _stream.CanWrite = false;
        for (var version = 2; version <= 10; version++) await _stream.MoveAsync(version);
        Assert.Equal("", _stream.Read());
        _stream.CanWrite = true;
        _stream.Viewer.WriteIfDue();
        Assert.StartsWith("id: 10\n", _stream.Read(), StringComparison.Ordinal);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_viewer_without_room_for_a_minute_is_disconnected(bool isNews)
    {
        await _stream.StartAsync();
        _stream.Read();
        _stream.CanWrite = false;
        if (isNews) await _stream.MoveAsync(2);
        _stream.Time.Advance(Viewer.StallTimeout);
        _stream.Viewer.WriteIfDue();
        Assert.Equal(0, _stream.Aborts);
        _stream.Time.Advance(TimeSpan.FromSeconds(1));
        _stream.Viewer.WriteIfDue();
        Assert.Equal(1, _stream.Aborts);
    }

    [Fact]
    public async Task A_pause_of_the_machine_disconnects_no_viewer()
    {
        await _stream.StartAsync();
        _stream.Read();
        _stream.Time.Advance(TimeSpan.FromHours(8));
        await _stream.MoveAsync(2);
        Assert.Equal(0, _stream.Aborts);
        Assert.StartsWith("id: 2\n", _stream.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_that_accepts_nothing_for_a_minute_is_disconnected()
    {
        await _stream.StartAsync();
        _stream.Time.Advance(Viewer.StallTimeout);
        await _stream.MoveAsync(2);
        Assert.Equal(0, _stream.Aborts);
        _stream.Time.Advance(TimeSpan.FromSeconds(1));
        _stream.Viewer.WriteIfDue();
        Assert.Equal(1, _stream.Aborts);
    }

    [Fact]
    public async Task A_closing_viewer_that_accepts_nothing_is_disconnected()
    {
        await _stream.StartAsync();
        _stream.Tally = null;
        await _stream.Count.RefreshAsync();
        _stream.Viewer.WriteIfDue();
        Assert.Equal(0, _stream.Aborts);
        _stream.Time.Advance(Viewer.StallTimeout + TimeSpan.FromSeconds(1));
        _stream.Viewer.WriteIfDue();
        Assert.Equal(1, _stream.Aborts);
    }

    [Fact]
    public async Task A_slow_viewer_keeps_its_stream()
    {
        await _stream.StartAsync();
        for (var version = 2; version <= 10; version++)
        {
            _stream.Time.Advance(Viewer.StallTimeout - TimeSpan.FromSeconds(1));
            Assert.NotEqual("", _stream.Read());
            await _stream.MoveAsync(version);
        }
        Assert.Equal(0, _stream.Aborts);
    }

    [Fact]
    public async Task A_request_that_is_over_is_not_aborted()
    {
        await _stream.StartAsync();
        _stream.Viewer.Close();
        _stream.Viewer.Detach();
        _stream.Viewer.Abort();
        Assert.Equal(0, _stream.Aborts);
    }

    [Fact]
    public async Task Closing_waits_for_the_write_under_way_and_allows_no_other()
    {
        await _stream.StartAsync();
        _stream.Viewer.Close();
        Assert.False(_stream.Viewer.Closed.IsCompleted);
        _stream.Read();
        await _stream.Viewer.Closed.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await _stream.MoveAsync(2);
        Assert.Equal("", _stream.Read());
    }

    [Fact]
    public async Task The_stream_of_a_removed_petition_is_closed()
    {
        await _stream.StartAsync();
        _stream.Read();
        _stream.Tally = null;
        await _stream.Count.RefreshAsync();
        _stream.Viewer.WriteIfDue();
        await _stream.Viewer.Closed.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal("", _stream.Read());
    }

    [Fact]
    public async Task Without_a_cluster_streams_stay_open()
    {
        await _stream.StartAsync();
        _stream.Read();
        _stream.IsAway = true;
        await _stream.Count.RefreshAsync();
        _stream.Viewer.WriteIfDue();
        _stream.IsAway = false;
        await _stream.MoveAsync(2);
        Assert.StartsWith("id: 2\n", _stream.Read(), StringComparison.Ordinal);
    }
}
