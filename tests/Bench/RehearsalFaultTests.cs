using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Faults;
using Xunit;

namespace Petitions.Tests.Bench;

/// <summary>Planned faults as they are written on the command line.</summary>
public sealed class RehearsalFaultTests
{
    [Fact]
    public void Faults_are_read_with_and_without_times()
    {
        var faults = Fault.ParseAll(["kill@20s,pause@30s+2s", "slow-disk"], TimeSpan.FromSeconds(40));
        Assert.Equal(
            [(FaultKind.Kill, 20.0, 0.0), (FaultKind.Pause, 30.0, 2.0), (FaultKind.SlowDisk, 30.0, 5.0)],
            faults.Select(fault => (fault.Kind, fault.At.TotalSeconds, fault.Duration.TotalSeconds)));
    }

    [Theory, InlineData("flood"), InlineData("kill@soon"), InlineData("kill@90s"), InlineData("kill@1s+2s")]
    public void An_impossible_fault_is_refused(string text) =>
        Assert.Throws<UsageException>(() => Fault.ParseAll([text], TimeSpan.FromSeconds(60)));
}
