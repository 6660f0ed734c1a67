using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.AbuseProtection;
using Xunit;

namespace Petitions.Tests.Frontend.AbuseProtection;

public sealed class MinuteLimitTests
{
    private const int AddressMax = 10, NetworkMax = 50;

    private static readonly IPAddress Caller = IPAddress.Parse("203.0.113.9"), Other = IPAddress.Parse("198.51.100.7");

    private readonly FakeTimeProvider _time = new();
    private readonly SampleLimit _limit;

    public MinuteLimitTests() => _limit = new(_time);

    [Fact]
    public void One_call_too_many_waits_for_the_next_minute()
    {
        for (var i = 0; i < AddressMax; i++) Assert.True(_limit.TryCount(Caller));
        Assert.False(_limit.TryCount(Caller));
        Assert.True(_limit.TryCount(Other));
        _time.Advance(MinuteLimit.Window);
        Assert.True(_limit.TryCount(Caller));
    }

    [Theory, InlineData("2001:db8:1:{0:x}::1", "2001:db8:2:1::1"), InlineData("203.0.113.{0}", "203.0.114.1")]
    public void A_network_with_many_addresses_is_limited_as_one(string address, string elsewhere)
    {
        var counted = Enumerable.Range(1, 200).Count(
            i => _limit.TryCount(IPAddress.Parse(string.Format(CultureInfo.InvariantCulture, address, i))));
        Assert.Equal(NetworkMax, counted);
        Assert.True(_limit.TryCount(IPAddress.Parse(elsewhere)));
    }

    [Fact]
    public void What_is_refused_for_its_address_does_not_stop_its_neighbours()
    {
        for (var i = 0; i < 10 * NetworkMax; i++) _limit.TryCount(Caller);
        Assert.True(_limit.TryCount(IPAddress.Parse("203.0.113.10")));
    }

    [Fact]
    public void Forgiven_calls_do_not_count_for_the_address_nor_for_its_network()
    {
        for (var i = 0; i < 1_000; i++)
        {
            Assert.True(_limit.TryCount(Caller));
            _limit.Forgive(Caller);
        }
        for (var i = 0; i < AddressMax; i++) Assert.True(_limit.TryCount(Caller));
        Assert.False(_limit.TryCount(Caller));

        _time.Advance(MinuteLimit.Window);
        Assert.True(_limit.TryCount(Other));
        _limit.Forgive(Caller);
        for (var i = 0; i < AddressMax; i++) Assert.True(_limit.TryCount(Caller));
        Assert.False(_limit.TryCount(Caller));
    }

    [Fact]
    public void Without_an_address_nothing_is_limited()
    {
        for (var i = 0; i < 1_000; i++) Assert.True(_limit.TryCount(null));
        _limit.Forgive(null);
    }

    [Fact]
    public void Few_of_many_addresses_share_a_counter()
    {
        var refused = 0;
        for (var i = 0; i < 1_000 * AddressMax; i++)
            if (!_limit.TryCount(new IPAddress([10, (byte)(i % 1_000 / 256), (byte)(i % 1_000), 1]))) refused++;
        Assert.InRange(refused, 0, 50 * AddressMax);
    }

    private sealed class SampleLimit(TimeProvider time) : MinuteLimit(new NetworkKeys(), time, AddressMax, NetworkMax);
}
