using Microsoft.Extensions.Time.Testing;
using Petitions.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Signing;

public sealed class SignerActivationCacheTests
{
    private const int Places = 3;
    private readonly List<int> _sentAway = [];
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = new();
    private readonly SignerActivationCache _signers;

    public SignerActivationCacheTests() =>
        _signers = new(new SigningOptions { ActivationsMax = Places, ActivationIdleTimeout = Idle }, _time);


    [Fact]
    public void The_end_of_a_call_evicts_the_oldest_signer()
    {
        for (var i = 0; i < 5; i++) SignsOnce(Signer(i));
        Assert.Equal([0, 1], _sentAway);
    }

    [Fact]
    public void Calls_in_flight_evict_nobody()
    {
        SignsOnce(Signer(0));
        for (var i = 1; i < 50; i++) SignerActivationCache.Begin(Signer(i));
        Assert.Empty(_sentAway);
    }

    [Fact]
    public void A_signer_with_a_call_in_flight_is_not_evicted_and_gets_a_new_place()
    {
        var busy = Signer(0);
        SignsOnce(busy);
        SignerActivationCache.Begin(busy);
        for (var i = 1; i <= Places; i++) SignsOnce(Signer(i));
        Assert.Empty(_sentAway);

        _signers.End(busy);
        Assert.Equal([1], _sentAway);
        for (var i = 10; i < 10 + Places; i++) SignsOnce(Signer(i));
        Assert.Equal([1, 2, 3, 0], _sentAway);
    }

    [Fact]
    public void A_signer_has_one_place_for_any_number_of_calls()
    {
        var signer = Signer(0);
        for (var i = 0; i < 10; i++) SignsOnce(signer);
        SignsOnce(Signer(1));
        SignsOnce(Signer(2));
        Assert.Empty(_sentAway);
    }

    [Fact]
    public void The_last_of_several_concurrent_calls_takes_the_place()
    {
        var signer = Signer(0);
        SignerActivationCache.Begin(signer);
        SignerActivationCache.Begin(signer);
        _signers.End(signer);
        for (var i = 1; i <= Places; i++) SignsOnce(Signer(i));
        Assert.Empty(_sentAway);
        _signers.End(signer);
        Assert.Equal([1], _sentAway);
    }

    [Fact]
    public void Idle_signers_are_deactivated_and_busy_or_recent_ones_are_not()
    {
        var (idle, busy, recent) = (Signer(0), Signer(1), Signer(2));
        foreach (var signer in new[] { idle, busy, recent }) SignsOnce(signer);
        SignerActivationCache.Begin(busy);
        _time.Advance(Idle / 2);
        SignsOnce(recent);
        _signers.EvictIdle();
        Assert.Empty(_sentAway);

        _time.Advance(Idle / 2);
        _signers.EvictIdle();
        Assert.Equal([0], _sentAway);
        // From its end on it is as recent as any other.
        _signers.End(busy);
        _signers.EvictIdle();
        Assert.Equal([0], _sentAway);
        _time.Advance(Idle);
        _signers.EvictIdle();
        _signers.EvictIdle();
        Assert.Equal([0, 1, 2], _sentAway);
        SignsOnce(idle);
        _time.Advance(Idle);
        _signers.EvictIdle();
        Assert.Equal([0, 1, 2, 0], _sentAway);
    }

    [Fact]
    public void Clearing_deactivates_all_signers()
    {
        for (var i = 0; i < Places; i++) SignsOnce(Signer(i));
        _signers.Clear();
        Assert.Equal([0, 1, 2], _sentAway);
        for (var i = 10; i < 10 + Places; i++) SignsOnce(Signer(i));
        Assert.Equal(3, _sentAway.Count);
    }

    private SignerActivation Signer(int number) => new(FakeGrains.Of<IGrainContext>((method, _) =>
    {
        if (method.Name == nameof(IGrainContext.Deactivate)) _sentAway.Add(number);
        return null;
    }));

    private void SignsOnce(SignerActivation signer)
    {
        SignerActivationCache.Begin(signer);
        _signers.End(signer);
    }
}
