using Petitions.Grains.Mail;
using Petitions.Silo.Mail;
using Petitions.Silo.Storage;
using Xunit;

namespace Petitions.Tests.Silo.Mail;

public sealed class MailRetryPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 20, 19, 20, 0, TimeSpan.Zero);

    [Fact]
    public void An_accepted_mail_is_sent() =>
        Assert.Equal(Now.AddDays(2), Assert.IsType<MailOutcome.Sent>(Of(MailReplyKind.Accepted)).RemindAt);

    [Theory, InlineData(true), InlineData(false)]
    public void A_server_failure_is_not_counted_against_the_mail(bool acceptedRecently)
    {
        var later = Assert.IsType<MailOutcome.Later>(Of(MailReplyKind.ServerUnavailable, failures: MailBackoff.FailuresMax
            + 5, acceptedRecently));
        Assert.Equal((Now, MailBackoff.FailuresMax + 5), (later.DueAt, later.Failures));
    }

    [Fact]
    public void A_rejected_recipient_is_parked_only_while_the_server_accepts_others()
    {
        Assert.IsType<MailOutcome.Parked>(Of(MailReplyKind.RejectedPermanently, acceptedRecently: false));
        var later = Assert.IsType<MailOutcome.Later>(Of(MailReplyKind.RejectedPermanently, takesRecipients: false));
        Assert.Equal((Now.AddMinutes(1), 1), (later.DueAt, later.Failures));
    }

    [Fact]
    public void A_recipient_that_is_rejected_for_now_is_parked_in_the_end_when_the_server_takes_its_own_address()
    {
        Assert.IsType<MailOutcome.Later>(Of(MailReplyKind.RejectedTemporarily, MailBackoff.FailuresMax - 2, acceptedRecently: false));
        Assert.IsType<MailOutcome.Parked>(Of(MailReplyKind.RejectedTemporarily, MailBackoff.FailuresMax - 1, acceptedRecently: false));
        Assert.IsType<MailOutcome.Later>(Of(MailReplyKind.RejectedTemporarily, MailBackoff.FailuresMax - 1, takesRecipients: false));
    }

    [Theory, InlineData(MailReplyKind.MessageRejected), InlineData(MailReplyKind.MessageDeferred), InlineData(MailReplyKind.Interrupted)]
    internal void What_fails_again_and_again_is_parked_only_while_the_server_takes_others(MailReplyKind kind)
    {
        Assert.IsType<MailOutcome.Later>(Of(kind, MailBackoff.FailuresMax - 2));
        Assert.IsType<MailOutcome.Parked>(Of(kind, MailBackoff.FailuresMax - 1));
        Assert.IsType<MailOutcome.Later>(Of(kind, MailBackoff.FailuresMax - 1, acceptedRecently: false));
    }

    private static MailOutcome Of(MailReplyKind kind, int failures = 0, bool acceptedRecently = true, bool takesRecipients = true) =>
        MailRetryPolicy.Of(
            SampleMail.Of(MailPurpose.Confirm) with { Failures = failures }, new MailReply(kind, "SMTP 550"), Now.AddDays(2),
            takesRecipients, acceptedRecently, Now, chance: 0.5);
}
