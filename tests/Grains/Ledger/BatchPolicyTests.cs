using CsCheck;
using Petitions.Grains.Ledger;
using Xunit;

namespace Petitions.Tests.Grains.Ledger;

public sealed class BatchPolicyTests
{
    private static readonly LedgerOptions Options = new() { BatchSignaturesMax = 100, Linger = TimeSpan.FromMilliseconds(2) };
    private readonly BatchPolicy _policy = new(Options);

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(1, 1, 2)]
    [InlineData(99, 3, 2)]
    [InlineData(100, 3, 0)]
    public void A_batch_lingers_only_when_it_has_room_and_another_one_is_in_flight(int taken, int inFlight, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), _policy.LingerFor(taken, inFlight));

    [Fact]
    public void An_entry_is_late_exactly_at_its_limit()
    {
        Assert.False(_policy.IsLate(Options.AnswerWithin - TimeSpan.FromTicks(1)));
        Assert.True(_policy.IsLate(Options.AnswerWithin));
    }

    [Fact]
    public void Pauses_between_attempts_grow_and_stay_within_half_a_second() =>
        Gen.Int[1, 10_000].Sample(attempt =>
        {
            var (now, next) = (Pause(attempt), Pause(attempt + 1));
            return now > TimeSpan.Zero && now <= next && next <= TimeSpan.FromMilliseconds(500);
        });

    [Fact]
    public void A_refused_batch_is_halved_until_one_row_is_alone()
    {
        Assert.Equal(BatchStepKind.Halve, _policy.After(BatchFailure.BadRow, 2, 1).Kind);
        Assert.Equal(BatchStepKind.GiveUpRow, _policy.After(BatchFailure.BadRow, 1, 1).Kind);
    }

    [Fact]
    public void A_database_that_is_away_never_costs_a_row() =>
        Gen.Select(Gen.Int[1, 500], Gen.Int[1, 100]).Sample((size, attempt) =>
            _policy.After(BatchFailure.RunAgain, size, attempt).Kind == BatchStepKind.RunAgain);

    private TimeSpan Pause(int attempt) => _policy.After(BatchFailure.RunAgain, 1, attempt).Pause;
}
