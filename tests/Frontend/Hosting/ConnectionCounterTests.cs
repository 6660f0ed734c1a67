using System.Net;
using Petitions.Frontend.Hosting;
using Xunit;

namespace Petitions.Tests.Frontend.Hosting;

public sealed class ConnectionCounterTests
{
    private static readonly IPAddress One = IPAddress.Parse("203.0.113.9"), Other = IPAddress.Parse("198.51.100.7"),
        Ipv6 = IPAddress.Parse("2001:db8:1:2::");

    private readonly ConnectionCounter _places = new(servedMax: 10, perAddressMax: 4, spareMax: 16);

    [Fact]
    public void An_address_at_its_limit_is_refused_and_others_are_served()
    {
        Assert.All(Enter(One, 4), place => Assert.Equal(ConnectionPlace.Served, place));
        Assert.Equal(ConnectionPlace.AddressFull, _places.Enter(One));
        Assert.Equal(ConnectionPlace.Served, _places.Enter(Other));
    }

    [Fact]
    public void One_address_never_takes_the_places_for_refusals_of_others()
    {
        Enter(One, 100);
        Assert.Equal((4, 2), (_places.Served, _places.Spare));
        Assert.Equal(ConnectionPlace.None, _places.Enter(One));

        Enter(null, 6);
        Assert.Equal(ConnectionPlace.Full, _places.Enter(Other));
    }

    [Fact]
    public void A_known_proxy_is_limited_by_the_places_of_all_only()
    {
        Assert.All(Enter(null, 10), place => Assert.Equal(ConnectionPlace.Served, place));
        Assert.All(Enter(null, 16), place => Assert.Equal(ConnectionPlace.Full, place));
        Assert.Equal(ConnectionPlace.None, _places.Enter(null));
    }

    [Fact]
    public void The_addresses_of_one_IPv6_network_do_not_take_the_places_of_all()
    {
        var places = new ConnectionCounter(servedMax: 100, perAddressMax: 4, spareMax: 0);
        // As many /64 as there are places, all of one /48.
        for (var i = 0; i < 100; i++) places.Enter(IPAddress.Parse($"2001:db8:1:{i:x}::"));
        Assert.Equal(16, places.Served);
        Assert.Equal(ConnectionPlace.Served, places.Enter(IPAddress.Parse("2001:db8:2::")));
    }

    [Fact]
    public async Task After_parallel_connects_and_disconnects_nothing_is_counted()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 20_000), TestContext.Current.CancellationToken, (i, _) =>
        {
            var address = i % 3 == 0 ? null : i % 3 == 1 ? One : Ipv6;
            _places.Leave(_places.Enter(address), address);
            return ValueTask.CompletedTask;
        });
        Assert.Equal((0, 0, 0), (_places.Served, _places.Spare, _places.Addresses));
    }

    private List<ConnectionPlace> Enter(IPAddress? address, int times) =>
        [.. Enumerable.Range(0, times).Select(_ => _places.Enter(address))];
}
