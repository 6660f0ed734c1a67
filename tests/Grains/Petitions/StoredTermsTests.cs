using System.Text.Json;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Petitions;

/// <summary>Terms are stored as JSON: a member that is renamed in the code must keep its stored name.</summary>
public sealed class StoredTermsTests
{
    [Fact]
    public void A_petition_that_an_admin_closed_is_stored_under_the_names_of_the_first_version()
    {
        var closedAt = new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);
        var stored = JsonSerializer
            .SerializeToNode(SamplePetition.Open with { ClosedByAdmin = true, ClosedByAdminAt = closedAt })!.AsObject();
        Assert.True((bool)stored["ClosedByStaff"]!);
        Assert.Equal(closedAt, (DateTimeOffset)stored["ClosedByStaffAt"]!);

        var read = stored.Deserialize<Petition>()!;
        Assert.True(read.ClosedByAdmin);
        Assert.Equal(closedAt, read.ClosedByAdminAt);
    }
}
