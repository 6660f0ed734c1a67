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
    public void A_mail_is_wanted_while_it_says_what_is_so(MailPurpose purpose, SignatureState state, bool isWanted) =>
        Assert.Equal(isWanted, MailPolicy.IsWanted(purpose, Attempt, state, Attempt));

    [Fact]
    public void A_confirmation_of_an_attempt_that_was_replaced_is_not_asked_for()
    {
        Assert.False(MailPolicy.IsWanted(MailPurpose.Confirm, Attempt, SignatureState.Pending, Newer));
        Assert.True(MailPolicy.IsWanted(MailPurpose.SignedAlready, Attempt, SignatureState.Counted, Newer));
    }

    [Fact]
    public void A_confirmation_is_possible_until_it_expires_or_the_grace_after_closing_is_over()
    {
        var open = SamplePetition.Open;
        Assert.Equal(Now + Options.PendingFor, MailPolicy.ConfirmableUntil(open, Options, Now, Now));

        var closing = open with { Facts = open.Facts with { ClosesAt = Now.AddDays(1) } };
        Assert.Equal(Now.AddDays(1) + Options.GraceAfterClosing, MailPolicy.ConfirmableUntil(closing, Options, Now, Now));

        var closed = open with { ClosedByAdmin = true, ClosedByAdminAt = Now };
        Assert.Equal(Now + Options.GraceAfterClosing, MailPolicy.ConfirmableUntil(closed, Options, Now, Now.AddHours(1)));
    }

    [Fact]
    public void Nobody_is_reminded_of_what_is_over_by_then()
    {
        Assert.Equal(Now + Options.RemindAfter, MailPolicy.RemindAt(Options, Now, Now + Options.PendingFor));
        Assert.Null(MailPolicy.RemindAt(Options, Now, Now + Options.RemindAfter));
    }
}
