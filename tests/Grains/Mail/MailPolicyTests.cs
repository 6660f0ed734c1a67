using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;
using Petitions.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Mail;

public sealed class MailPolicyTests
{
    private static readonly Guid Attempt = new("11111111-1111-1111-1111-111111111111"), Newer = new("22222222-2222-2222-2222-222222222222");
    private static readonly DateTimeOffset Now = new(2026, 3, 20, 19, 20, 0, TimeSpan.Zero);
    private static readonly ConfirmationOptions Options = new();

    [Theory]
    [InlineData(MailPurpose.Confirm, SignatureState.Pending, true)]
    [InlineData(MailPurpose.Confirm, SignatureState.Counted, false)]
    [InlineData(MailPurpose.Remind, SignatureState.Pending, true)]
    [InlineData(MailPurpose.Remind, SignatureState.Withdrawn, false)]
    [InlineData(MailPurpose.SignedAlready, SignatureState.Withdrawn, true)]
    [InlineData(MailPurpose.Link, SignatureState.Counted, true)]
    [InlineData(MailPurpose.Link, SignatureState.Expired, false)]
    public void A_mail_is_needed_while_its_content_applies(MailPurpose purpose, SignatureState state, bool isWanted) =>
        Assert.Equal(isWanted, MailPolicy.IsStillNeeded(purpose, Attempt, state, Attempt));

    [Fact]
    public void A_confirmation_mail_of_a_replaced_attempt_is_not_needed()
    {
        Assert.False(MailPolicy.IsStillNeeded(MailPurpose.Confirm, Attempt, SignatureState.Pending, Newer));
        Assert.True(MailPolicy.IsStillNeeded(MailPurpose.SignedAlready, Attempt, SignatureState.Counted, Newer));
    }

    [Fact]
    public void The_confirmation_deadline_is_the_expiry_or_the_grace_period_after_closing()
    {
        var open = SamplePetition.Open;
        Assert.Equal(Now + Options.PendingFor, MailPolicy.ConfirmationDeadline(open, Options, Now, Now));

        var closing = open with { Facts = open.Facts with { ClosesAt = Now.AddDays(1) } };
        Assert.Equal(Now.AddDays(1) + Options.GraceAfterClosing, MailPolicy.ConfirmationDeadline(closing, Options, Now, Now));

        var closed = open with { ClosedByAdmin = true, ClosedByAdminAt = Now };
        Assert.Equal(Now + Options.GraceAfterClosing, MailPolicy.ConfirmationDeadline(closed, Options, Now, Now.AddHours(1)));
    }

    [Fact]
    public void There_is_no_reminder_after_the_deadline()
    {
        Assert.Equal(Now + Options.RemindAfter, MailPolicy.ReminderAt(Options, Now, Now + Options.PendingFor));
        Assert.Null(MailPolicy.ReminderAt(Options, Now, Now + Options.RemindAfter));
    }
}
