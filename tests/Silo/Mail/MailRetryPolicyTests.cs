using Petitions.Grains.Mail;
using Petitions.Silo.Mail;
using Petitions.Silo.Storage;
using Xunit;

namespace Petitions.Tests.Silo.Mail;

public sealed class MailRetryPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 20, 19, 20, 0, TimeSpan.Zero);

    [Fact]
    public void A_mail_that_was_taken_is_sent() => Assert.Equal(Now.AddDays(2), Assert.IsType<MailOutcome.Sent>(Of(MailReplyKind.Accepted)).RemindAt);

    [Theory, InlineData(true), InlineData(false)]
    public void A_server_that_fails_costs_the_mail_nothing(bool takesOthers)
    {
        var later = Assert.IsType<MailOutcome.Later>(Of(MailReplyKind.ServerFailed, failures: MailBackoff.FailuresMax + 5, takesOthers));
        Assert.Equal((Now, MailBackoff.FailuresMax + 5), (later.DueAt, later.Failures));
    }

    [Fact]
    public void A_recipient_who_is_refused_for_good_is_parked_only_while_the_server_takes_others()
    {
        Assert.IsType<MailOutcome.Parked>(Of(MailReplyKind.RefusedForGood));
        var later = Assert.IsType<MailOutcome.Later>(Of(MailReplyKind.RefusedForGood, takesOthers: false));
        Assert.Equal((Now.AddMinutes(1), 1), (later.DueAt, later.Failures));
    }

    [Theory, InlineData(MailReplyKind.RefusedForNow), InlineData(MailReplyKind.Interrupted)]
    internal void What_fails_again_and_again_is_parked_only_while_the_server_takes_others(MailReplyKind kind)
    {
        Assert.IsType<MailOutcome.Later>(Of(kind, MailBackoff.FailuresMax - 2));
        Assert.IsType<MailOutcome.Parked>(Of(kind, MailBackoff.FailuresMax - 1));
        Assert.IsType<MailOutcome.Later>(Of(kind, MailBackoff.FailuresMax - 1, takesOthers: false));
    }

    private static MailOutcome Of(MailReplyKind kind, int failures = 0, bool takesOthers = true) => MailRetryPolicy.Of(
        SomeMail.Of(MailPurpose.Confirm) with { Failures = failures }, new MailReply(kind, "SMTP 550"), Now.AddDays(2), takesOthers, Now, chance: 0.5);
}
