using Petitions.Frontend.Hosting;
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
    public void A_private_address_may_be_used_between_silos(string text) => Assert.Equal(text, ClusterSettings.ReadAddress(text).ToString());

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
        Assert.Contains("Petition__Cluster__Address", Assert.Throws<StartupException>(() => ClusterSettings.ReadAddress(text)).Message, StringComparison.Ordinal);
}
