using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Evaluation;
using Xunit;

namespace Petitions.Tests.Bench;

/// <summary>Objectives as they are written on the command line.</summary>
public sealed class RehearsalObjectiveTests
{
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
    public void An_objective_is_a_metric_a_relation_and_a_bound(string text, bool isMet) =>
        Assert.Equal(isMet, Objective.Parse(text).IsMet(RehearsalVerdictTests.Good));

    [Theory, InlineData("p99"), InlineData("speed<1s"), InlineData("p99<fast")]
    [InlineData("p99<250"), InlineData("lost=0%"), InlineData("")]
    public void An_unknown_objective_is_refused(string text) =>
        Assert.Throws<UsageException>(() => Objective.Parse(text));
}
