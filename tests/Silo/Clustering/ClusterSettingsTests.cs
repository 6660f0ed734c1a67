using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Petitions.Grains.Configuration;
using Petitions.Silo.Clustering;
using Xunit;

namespace Petitions.Tests.Silo.Clustering;

public sealed class ClusterSettingsTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.254")]
    [InlineData("192.168.7.7")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    public void A_private_address_may_be_used_between_silos(string text) =>
        Assert.Equal(text, Read("Address", text).ParseAddress().ToString());

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("172.15.0.1")]
    [InlineData("172.32.0.1")]
    [InlineData("192.169.0.1")]
    [InlineData("203.0.113.7")]
    [InlineData("2001:db8::1")]
    [InlineData("localhost")]
    [InlineData("")]
    public void Any_other_is_refused_because_names_cross_unencrypted(string text) =>
        Assert.Contains("Petition__Cluster__Address", Refusal("Address", text), StringComparison.Ordinal);

    [Theory]
    [InlineData("Provider", "redis", "Petition__Cluster__Provider is 'redis': write localhost for one silo or postgres for several.")]
    [InlineData("SiloPort", "70000", "Petition__Cluster__SiloPort is 70000: write a number from 1 to 65535.")]
    [InlineData("GatewayPort", "http", "Petition__Cluster__GatewayPort is 'http': write a number from 1 to 65535.")]
    public void A_wrong_value_is_named(string name, string value, string message) => Assert.Equal(message, Refusal(name, value));

    [Fact]
    public void The_two_ports_differ()
    {
        var same = new Dictionary<string, string?> { ["Petition:Cluster:SiloPort"] = "11111", ["Petition:Cluster:GatewayPort"] = "11111" };
        Assert.Contains("are the same", Assert.Throws<OptionsValidationException>(() => Read(same)).Message, StringComparison.Ordinal);
    }

    private static string Refusal(string name, string value) => Assert.Throws<OptionsValidationException>(() => Read(name, value)).Message;

    private static ClusterSettings Read(string name, string value) => Read(new() { [$"Petition:Cluster:{name}"] = value });

    private static ClusterSettings Read(Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build().ReadOptions<ClusterSettings, ClusterSettingsValidator>();
}
