using Petitions.Frontend.ClusterClient;
using Petitions.Frontend.Hosting;
using Xunit;

namespace Petitions.Tests.Frontend.ClusterClient;

public sealed class GatewaySeedsTests
{
    [Fact]
    public async Task Addresses_and_names_may_stand_side_by_side()
    {
        var seeds = GatewaySeeds.Parse("10.0.0.1:30000; localhost:30001;[fd00::1]:30002");
        var (gateways, unresolved) = await seeds.ResolveAsync(TestContext.Current.CancellationToken);
        var text = gateways.Select(gateway => gateway.ToString()).ToList();
        Assert.Contains("10.0.0.1:30000", text);
        Assert.Contains("127.0.0.1:30001", text);
        Assert.Contains("[fd00::1]:30002", text);
        Assert.Empty(unresolved);
    }

    [Fact]
    public async Task A_name_without_an_address_is_named_and_the_others_are_used()
    {
        var seeds = GatewaySeeds.Parse("silo.invalid:30000;127.0.0.1:30000");
        var (gateways, unresolved) = await seeds.ResolveAsync(TestContext.Current.CancellationToken);
        Assert.Equal("127.0.0.1:30000", gateways.Single().ToString());
        Assert.Equal(["silo.invalid"], unresolved);
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.1:0")]
    [InlineData("silo1")]
    [InlineData("silo1:0")]
    [InlineData("silo1:70000")]
    [InlineData("silo 1:30000")]
    [InlineData(":30000")]
    [InlineData("http://silo1:30000")]
    public void What_is_no_gateway_is_named(string text) => Assert.Contains(
        $"Petition__Cluster__Gateways has '{text}'", Assert.Throws<StartupException>(() => GatewaySeeds.Parse(text)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void An_empty_list_is_refused() => Assert.Contains(
        "is empty", Assert.Throws<StartupException>(() => GatewaySeeds.Parse(" ; ")).Message, StringComparison.Ordinal);
}
