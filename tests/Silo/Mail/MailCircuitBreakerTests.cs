using Microsoft.Extensions.Time.Testing;
using Petitions.Silo.Mail;
using Xunit;

namespace Petitions.Tests.Silo.Mail;

public sealed class MailCircuitBreakerTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void After_a_failure_there_is_a_pause_then_one_trial_then_a_longer_pause()
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
    public void A_new_failure_reason_is_reported_and_a_repeated_one_is_not()
    {
        var breaker = new MailCircuitBreaker(_time);
        foreach (var (reason, isTold) in new[] { ("away", true), ("password refused", true), ("password refused", false), ("away", true) })
        {
            Assert.Equal(isTold, breaker.OnFailed(reason, 0.5));
            _time.Advance(MailCircuitBreaker.LongestPause);
        }
        breaker.OnAccepted();
        Assert.True(breaker.OnFailed("away", 0.5));
    }

    [Fact]
    public void Concurrent_failures_count_as_one()
    {
        var breaker = new MailCircuitBreaker(_time);
        for (var connection = 0; connection < 8; connection++) breaker.OnFailed("away", 0.5);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, breaker.MailsAllowed(50));
    }

    [Fact]
    public void No_pause_is_longer_than_1_minute()
    {
        var breaker = new MailCircuitBreaker(_time);
        for (var failure = 0; failure < 30; failure++)
        {
            breaker.OnFailed("away", chance: 1);
            _time.Advance(MailCircuitBreaker.LongestPause * 1.2);
            Assert.Equal(1, breaker.MailsAllowed(50));
        }
    }

    [Fact]
    public void A_server_that_rejects_every_mail_counts_as_failing()
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
    public void For_1_hour_after_an_accepted_mail_failures_belong_to_the_mail()
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
