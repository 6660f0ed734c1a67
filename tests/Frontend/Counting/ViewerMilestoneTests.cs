using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

/// <summary>Milestone events of a stream.</summary>
public sealed class ViewerMilestoneTests
{
    private readonly PipedViewer _stream = new();

    [Fact]
    public async Task A_goal_is_announced_once()
    {
        await _stream.StartAsync();
        _stream.Read();
        await _stream.MoveAsync(99);
        Assert.DoesNotContain("milestone", _stream.Read(), StringComparison.Ordinal);
        await _stream.MoveAsync(101);
        const string expected = "event: milestone\ndata: {\"goal\":100,\"count\":101,\"version\":101}\n\nid: 101\n";
        Assert.StartsWith(expected, _stream.Read(), StringComparison.Ordinal);
        await _stream.MoveAsync(102);
        Assert.DoesNotContain("milestone", _stream.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_goal_reached_again_after_a_withdrawal_is_not_announced()
    {
        _stream.Tally = SamplePetition.Tally(99, 1);
        await _stream.StartAsync();
        foreach (var (count, version) in new[] { (100, 2), (99, 3), (100, 4) })
        {
            _stream.Read();
            await _stream.MoveAsync(count, version);
        }
        Assert.StartsWith("id: 4\n", _stream.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_goal_below_the_count_is_not_announced()
    {
        _stream.Tally = SamplePetition.Tally(600, 600, goals: [1_000]);
        await _stream.StartAsync();
        _stream.Read();
        await _stream.MoveAsync(601, 601, goals: [500, 1_000]);
        Assert.StartsWith("id: 601\n", _stream.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_goals_reached_at_once_the_highest_is_announced()
    {
        _stream.Tally = SamplePetition.Tally(99, 1);
        await _stream.StartAsync();
        _stream.Read();
        await _stream.MoveAsync(1_001);
        Assert.StartsWith("event: milestone\ndata: {\"goal\":1000,", _stream.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_viewer_gets_no_event_for_a_goal_reached_before()
    {
        _stream.Tally = SamplePetition.Tally(500, 500);
        await _stream.StartAsync();
        Assert.DoesNotContain("milestone", _stream.Read(), StringComparison.Ordinal);
    }
}
