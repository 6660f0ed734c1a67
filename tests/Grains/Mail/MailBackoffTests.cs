using Petitions.Grains.Mail;
using Xunit;

namespace Petitions.Tests.Grains.Mail;

public sealed class MailBackoffTests
{
    [Theory, InlineData(1, 1), InlineData(2, 2), InlineData(4, 8), InlineData(7, 60), InlineData(1_000, 60)]
    public void Each_failure_doubles_the_wait_up_to_an_hour(int failures, int minutes)
    {
        Assert.Equal(TimeSpan.FromMinutes(minutes), MailBackoff.WaitAfter(failures, chance: 0.5));
        Assert.Equal(TimeSpan.FromMinutes(minutes) * 0.75, MailBackoff.WaitAfter(failures, chance: 0));
        Assert.Equal(TimeSpan.FromMinutes(minutes) * 1.25, MailBackoff.WaitAfter(failures, chance: 1));
    }
}
