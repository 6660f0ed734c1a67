using Petitions.Bench.Rehearsal.Evaluation;
using Xunit;

namespace Petitions.Tests.Bench;

/// <summary>The verdict of a run: the audit first, then whether the load was the planned one, then the objectives.</summary>
public sealed class RehearsalVerdictTests
{
    private static readonly TimeSpan LagMax = TimeSpan.FromMilliseconds(50);

    internal static readonly RunFigures Good = new()
    {
        Offered = 1_000, Acknowledged = 995, Refused = 5, Unknown = 0, Failed = 0, Unsent = 0, Lost = 0, Doubled = 0,
        Latency = new(5, 20, 40, 200, 300, 400), Lag = new(0.1, 0.2, 0.3, 2, 5, 10), StalenessMaxMs = 500, SeenP99Ms = null,
        MemoryMaxMb = 200, RecoveryMax = null,
    };

    private static readonly IReadOnlyList<Objective> Defaults = Objective.ParseAll([], hasFaults: false);

    [Fact]
    public void A_run_that_meets_every_objective_passes() => Assert.Equal(VerdictKind.Passed, VerdictOf(Good).Kind);

    [Fact]
    public void A_missed_objective_fails_and_is_named()
    {
        var verdict = VerdictOf(Good with { Refused = 20 });
        Assert.Equal(VerdictKind.Failed, verdict.Kind);
        Assert.Contains(verdict.Reasons, reason => reason.Contains("refused<1%", StringComparison.Ordinal));
    }

    [Fact]
    public void A_load_that_was_not_the_planned_one_is_invalid()
    {
        Assert.Equal(VerdictKind.Invalid, VerdictOf(Good with { Lag = Good.Lag with { P99 = 51 } }).Kind);
        Assert.Equal(VerdictKind.Invalid, VerdictOf(Good with { Lag = Good.Lag with { Max = 1_001 } }).Kind);
        var late = Good with { Lag = Good.Lag with { Max = 2_000 } };
        Assert.Equal(VerdictKind.Passed, Verdict.Of(late, Defaults, [], null, TimeSpan.FromSeconds(2)).Kind);
        Assert.Equal(VerdictKind.Invalid, Verdict.Of(late, Defaults, [], null, TimeSpan.FromSeconds(1.9)).Kind);
        Assert.Equal(VerdictKind.Invalid, VerdictOf(Good with { Unsent = 1 }).Kind);
        Assert.Equal(VerdictKind.Invalid, Verdict.Of(Good, Defaults, [], null, LagMax, "kill").Kind);
        Assert.Equal(VerdictKind.Invalid, VerdictOf(Good with { Refused = 900, Lag = Good.Lag with { P99 = 51 } }).Kind);
    }

    [Fact]
    public void A_failed_audit_check_fails_the_run_even_with_a_lagging_generator()
    {
        var late = Good with { Lag = Good.Lag with { P99 = 500 } };
        var verdict = Verdict.Of(late, Defaults, ["The tally equals the rows"], null, LagMax);
        Assert.Equal(VerdictKind.Failed, verdict.Kind);
        Assert.Equal(VerdictKind.Failed, Verdict.Of(Good, Defaults, [], "the program ended by itself", LagMax).Kind);
    }

    private static Verdict VerdictOf(RunFigures figures) => Verdict.Of(figures, Defaults, [], null, LagMax);
}
