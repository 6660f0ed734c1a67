using System.Net;
using Petitions.Frontend.AbuseProtection;
using Xunit;

namespace Petitions.Tests.Frontend.AbuseProtection;

public sealed class NetworkKeysTests
{
    private readonly NetworkKeys _keys = new();

    [Fact]
    public void The_hash_matches_the_published_SipHash_test_vectors()
    {
        byte[] key = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
        Assert.Equal(0x3f2acc7f57c29bdbUL, new NetworkKeys(key).Hash(0x0706050403020100, 0x0f0e0d0c0b0a0908));
    }

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9", true, true)]
    [InlineData("203.0.113.9", "203.0.113.10", false, true)]
    [InlineData("203.0.113.9", "203.0.114.9", false, false)]
    [InlineData("2001:db8:1:2::", "2001:db8:1:2::", true, true)]
    [InlineData("2001:db8:1:2::", "2001:db8:1:3::", false, true)]
    [InlineData("2001:db8:1:2::", "2001:db8:2:2::", false, false)]
    [InlineData("0.0.0.0", "::", false, false)]
    public void Addresses_of_one_network_share_its_key(string one, string other, bool sameAddress, bool sameNetwork)
    {
        var (first, second) = (_keys.Of(IPAddress.Parse(one)), _keys.Of(IPAddress.Parse(other)));
        Assert.Equal(sameAddress, first.Address == second.Address);
        Assert.Equal(sameNetwork, first.Network == second.Network);
        Assert.NotEqual(first.Address, first.Network);
    }

    [Fact]
    public void Each_process_has_its_own_hash_key() =>
        Assert.NotEqual(_keys.Of(IPAddress.Parse("203.0.113.9")), new NetworkKeys().Of(IPAddress.Parse("203.0.113.9")));
}
