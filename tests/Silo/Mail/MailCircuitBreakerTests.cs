using Microsoft.Extensions.Time.Testing;
using Petitions.Silo.Mail;
using Xunit;

namespace Petitions.Tests.Silo.Mail;

public sealed class MailCircuitBreakerTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_server_that_failed_rests_then_one_mail_tries_and_the_next_rest_is_longer()
    {
        var breaker = new MailCircuitBreaker(_time);
        Assert.Equal(50, breaker.MailsAllowed(50));
        Assert.True(breaker.OnFailed("away", 0.5));
        Assert.Equal(0, breaker.MailsAllowed(50));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, breaker.MailsAllowed(50));
        Assert.False(breaker.OnFailed("away", 0.5));
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(0, breaker.MailsAllowed(50));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(breaker.OnAccepted());
        Assert.Equal(50, breaker.MailsAllowed(50));
        Assert.False(breaker.OnAccepted());
    }

    [Fact]
    public void Another_reason_to_fail_is_told_and_the_same_one_again_is_not()
    {
        var breaker = new MailCircuitBreaker(_time);
        foreach (var (reason, isTold) in new[] { ("away", true), ("password refused", true), ("password refused", false), ("away", true) })
        {
            Assert.Equal(isTold, breaker.OnFailed(reason, 0.5));
            _time.Advance(MailCircuitBreaker.LongestRest);
        }
        breaker.OnAccepted();
        Assert.True(breaker.OnFailed("away", 0.5));
    }

    [Fact]
    public void Connections_that_fail_together_are_one_failure()
    {
        var breaker = new MailCircuitBreaker(_time);
        for (var connection = 0; connection < 8; connection++) breaker.OnFailed("away", 0.5);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, breaker.MailsAllowed(50));
    }

    [Fact]
    public void No_rest_is_longer_than_a_minute()
    {
        var breaker = new MailCircuitBreaker(_time);
        for (var failure = 0; failure < 30; failure++)
        {
            breaker.OnFailed("away", chance: 1);
            _time.Advance(MailCircuitBreaker.LongestRest * 1.2);
            Assert.Equal(1, breaker.MailsAllowed(50));
        }
    }

    [Fact]
    public void Whoever_refuses_everybody_is_a_server_that_fails()
    {
        var breaker = new MailCircuitBreaker(_time);
        for (var refusal = 1; refusal < MailCircuitBreaker.RefusalsMax; refusal++) Assert.False(breaker.OnRejected(0.5));
        Assert.Equal(50, breaker.MailsAllowed(50));
        Assert.True(breaker.OnRejected(0.5));
        Assert.Equal(0, breaker.MailsAllowed(50));

        _time.Advance(TimeSpan.FromSeconds(1));
        breaker.OnRejected(0.5);
        Assert.Equal(0, breaker.MailsAllowed(50));
    }

    [Fact]
    public void A_server_is_trusted_for_an_hour_after_it_took_a_mail()
    {
        var breaker = new MailCircuitBreaker(_time);
        Assert.False(breaker.AcceptedRecently);
        breaker.OnAccepted();
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.True(breaker.AcceptedRecently);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(breaker.AcceptedRecently);
    }
}
