using Microsoft.Extensions.Time.Testing;
using Petitions.Grains.Ledger;
using Xunit;

namespace Petitions.Tests.Grains.Ledger;

public sealed class LedgerCircuitBreakerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LedgerCircuitBreaker _breaker;

    public LedgerCircuitBreakerTests() => _breaker = new(_time);

    [Fact]
    public void A_lost_connection_does_not_open_the_circuit()
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.False(FailAfter(TimeSpan.FromMilliseconds(20)));
            Assert.Null(_breaker.Committed());
        }
        Assert.False(_breaker.IsOpen);
    }

    [Fact]
    public void Failures_that_go_on_for_500_ms_open_the_circuit_once()
    {
        Assert.False(FailAfter(TimeSpan.Zero));
        Assert.False(FailAfter(TimeSpan.FromMilliseconds(499)));
        Assert.True(FailAfter(TimeSpan.FromMilliseconds(1)));
        Assert.True(_breaker.IsOpen);
        Assert.False(FailAfter(TimeSpan.FromMilliseconds(1)));
    }

    [Theory, InlineData(1_999, false), InlineData(2_000, true)]
    public void One_attempt_of_2_s_that_fails_opens_the_circuit(int milliseconds, bool opens) =>
        Assert.Equal(opens, FailAfter(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void A_commit_closes_the_circuit_and_tells_how_long_the_database_was_away()
    {
        FailAfter(TimeSpan.FromSeconds(2.5));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(12.5), _breaker.Committed());
        Assert.False(_breaker.IsOpen);
        Assert.Null(_breaker.Committed());
        Assert.False(FailAfter(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_database_that_is_back_is_found_within_2_s() =>
        Assert.All(Enumerable.Range(1, 1_000), probe =>
            Assert.True(LedgerCircuitBreaker.PauseBefore(probe) + LedgerCircuitBreaker.ProbeMax < TimeSpan.FromSeconds(2)));

    private bool FailAfter(TimeSpan duration)
    {
        var begun = _time.GetTimestamp();
        _time.Advance(duration);
        return _breaker.Failed(begun);
    }
}
