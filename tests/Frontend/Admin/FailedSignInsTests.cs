using System.Net;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Admin;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Admin;

public sealed class FailedSignInsTests
{
    [Fact]
    public void The_first_is_told_at_once_and_the_others_once_a_minute()
    {
        var (time, log) = (new FakeTimeProvider(), new LinesOfLog<FailedSignIns>());
        var failures = new FailedSignIns(time, log);
        for (var i = 0; i < 100; i++) failures.Add(IPAddress.Parse("192.0.2.7"), isMissing: false);
        Assert.Equal(
            ["An admin call from 192.0.2.7 came with a wrong token and was refused; 0 others since the last such line."], log.Lines);

        time.Advance(FailedSignIns.LineEvery);
        failures.Add(IPAddress.Parse("192.0.2.8"), isMissing: true);
        Assert.Equal(
            "An admin call from 192.0.2.8 came without a token and was refused; 99 others since the last such line.", log.Lines[^1]);
    }
}
