using System.Net;
using Microsoft.Extensions.Options;
using Petitions.Frontend.Counting;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

public sealed class ViewerLimitTests
{
    private static readonly IPAddress Home = IPAddress.Parse("203.0.113.9"), Office = IPAddress.Parse("198.51.100.7");

    private readonly ViewerLimit _places = new(Options.Create(new StreamOptions { ViewersMax = 5, ViewersPerAddressMax = 2 }));

    [Fact]
    public void An_address_that_has_its_share_gets_no_more_and_others_do()
    {
        Assert.True(_places.TryTake(Home));
        Assert.True(_places.TryTake(Home));
        Assert.False(_places.TryTake(Home));
        Assert.True(_places.TryTake(Office));
    }

    [Fact]
    public void Without_an_address_only_the_process_is_full_at_some_time()
    {
        for (var i = 0; i < 5; i++) Assert.True(_places.TryTake(null));
        Assert.False(_places.TryTake(null));
        Assert.False(_places.TryTake(Home));
    }

    [Fact]
    public async Task After_any_coming_and_going_nothing_is_left()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 20_000), TestContext.Current.CancellationToken, (i, _) =>
        {
            var address = i % 3 == 0 ? null : i % 3 == 1 ? Home : Office;
            if (_places.TryTake(address)) _places.Leave(address);
            return ValueTask.CompletedTask;
        });
        Assert.Equal((0, 0), (_places.Taken, _places.Addresses));
    }
}
