using System.Net;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.SignerPages;
using Xunit;

namespace Petitions.Tests.Frontend.SignerPages;

public sealed class WrongLinkLimitTests
{
    private static readonly IPAddress Guesser = IPAddress.Parse("203.0.113.9"), Signer = IPAddress.Parse("198.51.100.7");

    private readonly FakeTimeProvider _time = new();
    private readonly WrongLinkLimit _limit;

    public WrongLinkLimitTests() => _limit = new(_time);

    [Fact]
    public void Too_many_wrong_links_of_an_address_are_not_opened_until_the_minute_is_over()
    {
        for (var i = 0; i < WrongLinkLimit.WrongMax; i++) Assert.True(_limit.TryBegin(Guesser));
        Assert.False(_limit.TryBegin(Guesser));
        Assert.True(_limit.TryBegin(Signer));
        _time.Advance(WrongLinkLimit.Window);
        Assert.True(_limit.TryBegin(Guesser));
    }

    [Fact]
    public void Right_links_do_not_count()
    {
        for (var i = 0; i < 1_000; i++)
        {
            Assert.True(_limit.TryBegin(Signer));
            _limit.Forgive(Signer);
        }
        for (var i = 0; i < WrongLinkLimit.WrongMax; i++) Assert.True(_limit.TryBegin(Signer));
        Assert.False(_limit.TryBegin(Signer));
    }

    [Fact]
    public void Without_an_address_nothing_is_limited()
    {
        for (var i = 0; i < 1_000; i++) Assert.True(_limit.TryBegin(null));
    }
}
