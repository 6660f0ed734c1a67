using Microsoft.Extensions.Time.Testing;
using Petitions.Silo.Mail;
using Xunit;

namespace Petitions.Tests.Silo.Mail;

public sealed class MailCircuitBreakerTests
{
    private const int All = 50;

    private static readonly MailReply Accepted = new(MailReplyKind.Accepted), Away = new(MailReplyKind.ServerUnavailable, "away"),
        Refused = new(MailReplyKind.RejectedPermanently, "SMTP 550"), Deferred = new(MailReplyKind.RejectedTemporarily, "SMTP 450");

    private readonly FakeTimeProvider _time = new();
    private readonly MailCircuitBreaker _breaker;

    public MailCircuitBreakerTests() => _breaker = new(_time);

    [Fact]
    public void After_a_failure_there_is_a_pause_then_one_probe_then_a_longer_pause()
    {
        Assert.Equal(All, _breaker.MailsAllowed(All));
        Assert.False(_breaker.TryBeginProbe());
        Assert.Equal(MailServerChange.Fails, Reply(Away));
        Assert.Equal((0, false), (_breaker.MailsAllowed(All), _breaker.TryBeginProbe()));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((0, true, false), (_breaker.MailsAllowed(All), _breaker.TryBeginProbe(), _breaker.TryBeginProbe()));
        Assert.Equal(MailServerChange.None, Probe(Away));
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(_breaker.TryBeginProbe());
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(_breaker.TryBeginProbe());
        Assert.Equal(MailServerChange.Works, Probe(Accepted));
        Assert.Equal(All, _breaker.MailsAllowed(All));
        Assert.Equal(MailServerChange.None, Reply(Accepted));
    }

    [Fact]
    public void A_server_that_refuses_the_probe_can_be_reached()
    {
        Reply(Away);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_breaker.TryBeginProbe());
        Assert.Equal(MailServerChange.Works, Probe(Refused));
        Assert.Equal((All, false), (_breaker.MailsAllowed(All), _breaker.TakesRecipients));
    }

    [Fact]
    public void A_new_failure_reason_is_reported_and_a_repeated_one_is_not()
    {
        foreach (var (reason, isTold) in new[] { ("away", true), ("password refused", true), ("password refused", false), ("away", true) })
        {
            Assert.Equal(isTold ? MailServerChange.Fails : MailServerChange.None, Probe(Away with { Reason = reason }));
            _time.Advance(MailCircuitBreaker.LongestPause);
        }
        Reply(Accepted);
        Assert.Equal(MailServerChange.Fails, Reply(Away));
    }

    [Fact]
    public void Concurrent_failures_count_as_one()
    {
        for (var connection = 0; connection < 8; connection++) Reply(Away);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_breaker.TryBeginProbe());
    }

    [Fact]
    public void No_pause_is_longer_than_1_minute()
    {
        for (var failure = 0; failure < 30; failure++)
        {
            Assert.NotEqual(MailServerChange.Works, _breaker.OnProbed(Away, chance: 1));
            _time.Advance(MailCircuitBreaker.LongestPause * 1.2);
            Assert.True(_breaker.TryBeginProbe());
        }
    }

    [Fact]
    public void Refused_recipients_never_stop_a_server_that_takes_its_own_address()
    {
        for (var refusal = 1; refusal <= 300; refusal++)
        {
            var change = Reply(refusal % 7 == 0 ? Deferred : Refused);
            Assert.Equal(refusal == 1, change.HasFlag(MailServerChange.FirstRefusal));
            if (change.HasFlag(MailServerChange.NeedsProbe)) Assert.Equal(MailServerChange.None, Probe(Accepted));
            Assert.Equal((All, true), (_breaker.MailsAllowed(All), _breaker.TakesRecipients));
        }
    }

    [Fact]
    public void A_server_that_refuses_everybody_and_the_probe_is_paused_after_20_and_tried_with_20_again()
    {
        for (var refusal = 1; refusal < MailCircuitBreaker.RefusalsMax; refusal++)
        {
            Assert.Equal(MailServerChange.None, RefuseWithProbe() & MailServerChange.Refuses);
            Assert.Equal((All, false), (_breaker.MailsAllowed(All), _breaker.TakesRecipients));
        }
        Assert.Equal(MailServerChange.Refuses, RefuseWithProbe());
        Assert.Equal(0, _breaker.MailsAllowed(All));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((MailCircuitBreaker.RefusalsMax, false), (_breaker.MailsAllowed(All), _breaker.TryBeginProbe()));
        for (var refusal = 0; refusal < MailCircuitBreaker.RefusalsMax; refusal++) Assert.Equal(MailServerChange.None, RefuseWithProbe());
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(0, _breaker.MailsAllowed(All));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(MailServerChange.Works, Reply(Accepted));
        Assert.Equal(All, _breaker.MailsAllowed(All));
    }

    [Fact]
    public void A_refused_probe_takes_back_the_trust_of_earlier_mails()
    {
        Reply(Accepted);
        for (var refusal = 1; refusal < MailCircuitBreaker.ProbeEvery; refusal++) Assert.Equal(MailServerChange.None, Reply(Refused));
        Assert.True(_breaker.TakesRecipients);
        Assert.Equal(MailServerChange.NeedsProbe, Reply(Refused));
        Probe(Refused);
        Assert.False(_breaker.TakesRecipients);
    }

    [Fact]
    public void After_a_quiet_minute_the_first_refusal_is_probed()
    {
        Reply(Accepted);
        Assert.Equal(MailServerChange.None, Reply(Refused));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(MailServerChange.NeedsProbe, Reply(Refused));
    }

    [Fact]
    public void A_server_that_rejects_every_message_is_told_at_once_and_paused_after_20()
    {
        var rejected = new MailReply(MailReplyKind.MessageRejected, "SMTP 554");
        Assert.Equal(MailServerChange.FirstRefusal, Reply(rejected));
        for (var i = 2; i < MailCircuitBreaker.RefusalsMax; i++) Assert.Equal(MailServerChange.None, Reply(rejected));
        Assert.Equal(MailServerChange.Refuses, Reply(rejected));
        Assert.Equal(0, _breaker.MailsAllowed(All));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(MailServerChange.Works, Reply(Accepted));
        Assert.Equal(All, _breaker.MailsAllowed(All));

        // An hour later what was accepted proves nothing any more.
        _time.Advance(TimeSpan.FromHours(1));
        for (var i = 1; i < MailCircuitBreaker.RefusalsMax; i++) Assert.Equal(MailServerChange.None, Reply(rejected));
        Assert.Equal(MailServerChange.Refuses, Reply(rejected));
    }

    [Fact]
    public void Messages_that_are_rejected_for_good_while_others_are_accepted_stop_nothing_and_20_that_must_wait_do()
    {
        Reply(Accepted);
        for (var i = 0; i < 100; i++) Assert.Equal(MailServerChange.None, Reply(new(MailReplyKind.MessageRejected, "SMTP 554")));
        Assert.Equal(All, _breaker.MailsAllowed(All));
        var full = new MailReply(MailReplyKind.MessageDeferred, "SMTP 452");
        for (var i = 1; i < MailCircuitBreaker.RefusalsMax; i++) Assert.Equal(MailServerChange.None, Reply(full));
        Assert.Equal(MailServerChange.Refuses, Reply(full));
        Assert.Equal(0, _breaker.MailsAllowed(All));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(MailCircuitBreaker.RefusalsMax, _breaker.MailsAllowed(All));
    }

    [Fact]
    public void A_connection_that_breaks_during_a_mail_is_tried_with_one_mail_after_a_probe()
    {
        Assert.Equal(MailServerChange.Fails, Reply(new(MailReplyKind.Interrupted, "IOException")));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_breaker.TryBeginProbe());
        Assert.Equal(MailServerChange.None, Probe(Accepted));
        Assert.Equal(1, _breaker.MailsAllowed(All));
        Assert.Equal(MailServerChange.Works, Reply(Accepted));
        Assert.Equal(All, _breaker.MailsAllowed(All));
    }

    [Fact]
    public void For_1_hour_after_an_accepted_mail_failures_belong_to_the_mail()
    {
        Assert.False(_breaker.AcceptedRecently);
        Reply(Accepted);
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal((true, true), (_breaker.AcceptedRecently, _breaker.TakesRecipients));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((false, false), (_breaker.AcceptedRecently, _breaker.TakesRecipients));
        Probe(Accepted);
        Assert.Equal((false, true), (_breaker.AcceptedRecently, _breaker.TakesRecipients));
    }

    private MailServerChange Reply(MailReply reply) => _breaker.OnReply(reply, 0.5);

    private MailServerChange Probe(MailReply reply) => _breaker.OnProbed(reply, 0.5);

    // What a sender does with a refusal by a server that refuses everybody.
    private MailServerChange RefuseWithProbe() =>
        Reply(Refused).HasFlag(MailServerChange.NeedsProbe) ? Probe(Refused) : MailServerChange.None;
}
