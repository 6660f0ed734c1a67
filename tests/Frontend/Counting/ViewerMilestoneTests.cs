using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

/// <summary>What a stream says of goals that are crossed.</summary>
public sealed class ViewerMilestoneTests
{
    private readonly PipedViewer _stream = new();

    [Fact]
    public async Task A_goal_that_is_crossed_is_told_once()
    {
        await _stream.BeginAsync();
        _stream.Read();
        await _stream.MoveAsync(99);
        Assert.DoesNotContain("milestone", _stream.Read(), StringComparison.Ordinal);
        await _stream.MoveAsync(101);
        Assert.StartsWith("event: milestone\ndata: {\"goal\":100,\"count\":101,\"version\":101}\n\nid: 101\n", _stream.Read(), StringComparison.Ordinal);
        await _stream.MoveAsync(102);
        Assert.DoesNotContain("milestone", _stream.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_goal_that_is_passed_again_after_a_withdrawal_is_no_news()
    {
        _stream.Tally = SamplePetition.Tally(99, 1);
        await _stream.BeginAsync();
        foreach (var (count, version) in new[] { (100, 2), (99, 3), (100, 4) })
        {
            _stream.Read();
            await _stream.MoveAsync(count, version);
        }
        Assert.StartsWith("id: 4\n", _stream.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_goal_that_a_new_document_puts_below_the_count_was_crossed_by_nobody()
    {
        _stream.Tally = SamplePetition.Tally(600, 600, goals: [1_000]);
        await _stream.BeginAsync();
        _stream.Read();
        await _stream.MoveAsync(601, 601, goals: [500, 1_000]);
        Assert.StartsWith("id: 601\n", _stream.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_goals_that_are_crossed_at_once_the_highest_is_told()
    {
        _stream.Tally = SamplePetition.Tally(99, 1);
        await _stream.BeginAsync();
        _stream.Read();
        await _stream.MoveAsync(1_001);
        Assert.StartsWith("event: milestone\ndata: {\"goal\":1000,", _stream.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_comes_after_a_goal_is_not_told_of_it()
    {
        _stream.Tally = SamplePetition.Tally(500, 500);
        await _stream.BeginAsync();
        Assert.DoesNotContain("milestone", _stream.Read(), StringComparison.Ordinal);
    }
}
