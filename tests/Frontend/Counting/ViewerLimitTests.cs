using System.Net;
using Microsoft.Extensions.Options;
using Petitions.Frontend.Counting;
using Xunit;

namespace Petitions.Tests.Frontend.Counting;

public sealed class ViewerLimitTests
{
    private static readonly IPAddress Home = IPAddress.Parse("203.0.113.9"), Office = IPAddress.Parse("198.51.100.7");

    private readonly ViewerLimit _limit = new(Options.Create(new StreamOptions { ViewersMax = 5, ViewersPerAddressMax = 2 }));

    [Fact]
    public void An_address_at_its_limit_is_refused_and_others_are_not()
    {
        Assert.True(_limit.TryAcquire(Home));
        Assert.True(_limit.TryAcquire(Home));
        Assert.False(_limit.TryAcquire(Home));
        Assert.True(_limit.TryAcquire(Office));
    }

    [Fact]
    public void Without_an_address_only_the_limit_of_the_process_applies()
    {
        for (var i = 0; i < 5; i++) Assert.True(_limit.TryAcquire(null));
        Assert.False(_limit.TryAcquire(null));
        Assert.False(_limit.TryAcquire(Home));
    }

    [Fact]
    public async Task After_parallel_connects_and_disconnects_nothing_is_counted()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 20_000), TestContext.Current.CancellationToken, (i, _) =>
        {
            var address = i % 3 == 0 ? null : i % 3 == 1 ? Home : Office;
            if (_limit.TryAcquire(address)) _limit.Release(address);
            return ValueTask.CompletedTask;
        });
        Assert.Equal((0, 0), (_limit.Count, _limit.Addresses));
    }
}
