using Petitions.Grains.Documents;
using Xunit;

namespace Petitions.Tests.Grains.Documents;

public sealed class DocumentTimeTests
{
    private static readonly TimeZoneInfo Vienna = PetitionZone.Of("Europe/Vienna");

    [Theory]
    [InlineData("2027-03-01", "2027-03-01T23:00:00Z")]
    [InlineData("2027-03-01T18:00+01:00", "2027-03-01T17:00:00Z")]
    [InlineData("2027-03-01T18:00:30.5Z", "2027-03-01T18:00:30Z")]
    public void A_moment_is_read_and_written_in_UTC_and_a_day_ends_with_itself(string stated, string written)
    {
        Assert.True(DocumentTime.TryParse(stated, Vienna, isEnd: true, out var moment));
        Assert.Equal(written, DocumentTime.Write(moment));
    }

    [Theory]
    [InlineData(""), InlineData("tomorrow"), InlineData("2027-02-30"), InlineData("9999-12-31"), InlineData("2027-03-01T18:00")]
    [InlineData("01.03.2027"), InlineData("2027-03-01 18:00+01:00")]
    public void What_is_no_moment_is_refused(string stated) => Assert.False(DocumentTime.TryParse(stated, Vienna, isEnd: true, out _));
}
