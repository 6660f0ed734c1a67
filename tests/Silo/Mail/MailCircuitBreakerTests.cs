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
        var server = new MailCircuitBreaker(_time);
        Assert.Equal(50, server.Admits(50));
        Assert.True(server.Failed("away", 0.5));
        Assert.Equal(0, server.Admits(50));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, server.Admits(50));
        Assert.False(server.Failed("away", 0.5));
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(0, server.Admits(50));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(server.Accepted());
        Assert.Equal(50, server.Admits(50));
        Assert.False(server.Accepted());
    }

    [Fact]
    public void Another_reason_to_fail_is_told_and_the_same_one_again_is_not()
    {
        var server = new MailCircuitBreaker(_time);
        foreach (var (reason, isTold) in new[] { ("away", true), ("password refused", true), ("password refused", false), ("away", true) })
        {
            Assert.Equal(isTold, server.Failed(reason, 0.5));
            _time.Advance(MailCircuitBreaker.LongestPause);
        }
        server.Accepted();
        Assert.True(server.Failed("away", 0.5));
    }

    [Fact]
    public void Connections_that_fail_together_are_one_failure()
    {
        var server = new MailCircuitBreaker(_time);
        for (var connection = 0; connection < 8; connection++) server.Failed("away", 0.5);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, server.Admits(50));
    }

    [Fact]
    public void No_rest_is_longer_than_a_minute()
    {
        var server = new MailCircuitBreaker(_time);
        for (var failure = 0; failure < 30; failure++)
        {
            server.Failed("away", chance: 1);
            _time.Advance(MailCircuitBreaker.LongestPause * 1.2);
            Assert.Equal(1, server.Admits(50));
        }
    }

    [Fact]
    public void Whoever_refuses_everybody_is_a_server_that_fails()
    {
        var server = new MailCircuitBreaker(_time);
        for (var refusal = 1; refusal < MailCircuitBreaker.RefusalsMax; refusal++) Assert.False(server.Refused(0.5));
        Assert.Equal(50, server.Admits(50));
        Assert.True(server.Refused(0.5));
        Assert.Equal(0, server.Admits(50));

        _time.Advance(TimeSpan.FromSeconds(1));
        server.Refused(0.5);
        Assert.Equal(0, server.Admits(50));
    }

    [Fact]
    public void A_server_is_trusted_for_an_hour_after_it_took_a_mail()
    {
        var server = new MailCircuitBreaker(_time);
        Assert.False(server.TakesOthers);
        server.Accepted();
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.True(server.TakesOthers);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(server.TakesOthers);
    }
}
