using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Evaluation;
using Petitions.Bench.Rehearsal.Faults;
using Petitions.Bench.Rehearsal.Target;
using Xunit;

namespace Petitions.Tests.Bench;

/// <summary>How a run is judged: the audit first, then whether the load was the planned one, then the objectives.</summary>
public sealed class RehearsalVerdictTests
{
    private static readonly TimeSpan LagBound = TimeSpan.FromMilliseconds(50);

    private static readonly RunFigures Good = new()
    {
        Offered = 1_000, Acknowledged = 995, Refused = 5, Unknown = 0, Failed = 0, Unsent = 0, Lost = 0, Doubled = 0,
        Latency = new(5, 20, 40, 200, 300, 400), Lag = new(0.1, 0.2, 0.3, 2, 5, 10), StalenessMaxMs = 500, SeenP99Ms = null, MemoryMaxMb = 200, RecoveryMax = null,
    };

    private static readonly IReadOnlyList<Objective> Defaults = Objective.ParseAll([], hasFaults: false);

    [Fact]
    public void A_run_that_reaches_everything_passes() => Assert.Equal(VerdictKind.Passed, VerdictOf(Good).Kind);

    [Fact]
    public void A_missed_objective_fails_and_is_named()
    {
        var verdict = VerdictOf(Good with { Refused = 20 });
        Assert.Equal(VerdictKind.Failed, verdict.Kind);
        Assert.Contains(verdict.Reasons, reason => reason.Contains("refused<1%", StringComparison.Ordinal));
    }

    [Fact]
    public void A_load_that_was_not_the_planned_one_makes_the_run_invalid_whatever_was_reached()
    {
        Assert.Equal(VerdictKind.Invalid, VerdictOf(Good with { Lag = Good.Lag with { P99 = 51 } }).Kind);
        Assert.Equal(VerdictKind.Invalid, VerdictOf(Good with { Lag = Good.Lag with { Max = 1_001 } }).Kind);
        var late = Good with { Lag = Good.Lag with { Max = 2_000 } };
        Assert.Equal(VerdictKind.Passed, Verdict.Of(late, Defaults, [], null, TimeSpan.FromSeconds(2)).Kind);
        Assert.Equal(VerdictKind.Invalid, Verdict.Of(late, Defaults, [], null, TimeSpan.FromSeconds(1.9)).Kind);
        Assert.Equal(VerdictKind.Invalid, VerdictOf(Good with { Unsent = 1 }).Kind);
        Assert.Equal(VerdictKind.Invalid, Verdict.Of(Good, Defaults, [], null, LagBound, "kill").Kind);
        Assert.Equal(VerdictKind.Invalid, VerdictOf(Good with { Refused = 900, Lag = Good.Lag with { P99 = 51 } }).Kind);
    }

    [Fact]
    public void What_the_audit_found_fails_also_a_run_whose_generator_fell_behind()
    {
        var verdict = Verdict.Of(Good with { Lag = Good.Lag with { P99 = 500 } }, Defaults, ["The count is the rows"], null, LagBound);
        Assert.Equal(VerdictKind.Failed, verdict.Kind);
        Assert.Equal(VerdictKind.Failed, Verdict.Of(Good, Defaults, [], "the program ended by itself", LagBound).Kind);
    }

    [Theory]
    [InlineData("p99<250ms", true)]
    [InlineData("p99 <= 0.2s", true)]
    [InlineData("p99<0.1s", false)]
    [InlineData("p99.9<250ms", false)]
    [InlineData("refused<1%", true)]
    [InlineData("refused=5", true)]
    [InlineData("acknowledged>=99.5%", true)]
    [InlineData("memory<150MB", false)]
    [InlineData("recovery<10s", false)]
    public void An_objective_is_a_metric_a_relation_and_a_bound(string text, bool isMet) => Assert.Equal(isMet, Objective.Parse(text).IsMet(Good));

    [Theory, InlineData("p99"), InlineData("speed<1s"), InlineData("p99<fast"), InlineData("p99<250"), InlineData("lost=0%"), InlineData("")]
    public void An_unknown_objective_is_refused(string text) => Assert.Throws<UsageException>(() => Objective.Parse(text));

    [Fact]
    public void Chaos_is_read_with_and_without_times()
    {
        var events = Fault.ParseAll(["kill@20s,pause@30s+2s", "slow-disk"], TimeSpan.FromSeconds(40));
        Assert.Equal(
            [(FaultKind.Kill, 20.0, 0.0), (FaultKind.Pause, 30.0, 2.0), (FaultKind.SlowDisk, 30.0, 5.0)],
            events.Select(broken => (broken.Kind, broken.At.TotalSeconds, broken.Duration.TotalSeconds)));
    }

    [Theory, InlineData("flood"), InlineData("kill@soon"), InlineData("kill@90s"), InlineData("kill@1s+2s")]
    public void Chaos_that_cannot_be_is_refused(string text) =>
        Assert.Throws<UsageException>(() => Fault.ParseAll([text], TimeSpan.FromSeconds(60)));

    [Theory]
    [InlineData("localhost", true), InlineData("127.0.0.1", true), InlineData("127.8.0.1", true), InlineData("[::1]", true)]
    [InlineData("10.0.0.1", false), InlineData("192.168.1.1", false), InlineData("petition.invalid", false), InlineData("localhost.invalid", false)]
    public void Only_this_machine_is_loopback(string host, bool isLoopback) => Assert.Equal(isLoopback, TargetAddress.IsLoopback(host));

    private static Verdict VerdictOf(RunFigures figures) => Verdict.Of(figures, Defaults, [], null, LagBound);
}
