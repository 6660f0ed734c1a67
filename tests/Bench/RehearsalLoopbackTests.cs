using Petitions.Bench.Rehearsal.Target;
using Xunit;

namespace Petitions.Tests.Bench;

/// <summary>The addresses that a rehearsal loads without permission.</summary>
public sealed class RehearsalLoopbackTests
{
    [Theory]
    [InlineData("localhost", true), InlineData("127.0.0.1", true), InlineData("127.8.0.1", true), InlineData("[::1]", true)]
    [InlineData("10.0.0.1", false), InlineData("192.168.1.1", false)]
    [InlineData("petition.invalid", false), InlineData("localhost.invalid", false)]
    public void Only_this_machine_is_loopback(string host, bool isLoopback) =>
        Assert.Equal(isLoopback, TargetAddress.IsLoopback(host));
}
