using Petitions.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Signing;

public sealed class SignerActivationCacheTests
{
    private const int Places = 3;
    private readonly List<int> _sentAway = [];
    private readonly SignerActivationCache _signers = new(new SigningOptions { ActivationsMax = Places });

    [Fact]
    public void Who_waits_longest_goes_when_the_call_of_another_has_ended()
    {
        for (var i = 0; i < 5; i++) SignsOnce(Signer(i));
        Assert.Equal([0, 1], _sentAway);
    }

    [Fact]
    public void Nobody_goes_because_of_calls_that_have_only_begun()
    {
        SignsOnce(Signer(0));
        for (var i = 1; i < 50; i++) SignerActivationCache.Begin(Signer(i));
        Assert.Empty(_sentAway);
    }

    [Fact]
    public void Whose_call_is_in_flight_stays_and_gets_a_new_place_when_it_ends()
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
    public void A_signer_has_one_place_however_often_it_is_called()
    {
        var signer = Signer(0);
        for (var i = 0; i < 10; i++) SignsOnce(signer);
        SignsOnce(Signer(1));
        SignsOnce(Signer(2));
        Assert.Empty(_sentAway);
    }

    [Fact]
    public void The_last_of_several_calls_at_a_time_gives_the_place()
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
    public void All_go_when_the_silos_change()
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
