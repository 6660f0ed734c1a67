using Microsoft.Extensions.Time.Testing;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Grains.Retention;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Retention;

public sealed class RetentionPeriodTests
{
    private static readonly DateTimeOffset ClosesAt = new(2026, 3, 31, 22, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(ClosesAt.AddDays(-30));

    [Fact]
    public void An_open_petition_keeps_its_data_even_after_a_hand_over()
    {
        var petition = Petition() with { HandedOverAt = ClosesAt.AddDays(-400) };
        Assert.Null(petition.RetentionAt(_time.GetUtcNow()));
        Assert.False((petition with { Facts = petition.Facts with { ClosesAt = null } }).IsRetentionOver(ClosesAt.AddYears(50)));
    }

    [Fact]
    public void The_retention_period_starts_with_the_closing_and_ends_exactly_on_time()
    {
        var petition = Petition();
        _time.SetUtcNow(ClosesAt);
        Assert.Equal(new RetentionPeriod(ClosesAt, ClosesAt.AddDays(90)), petition.RetentionAt(_time.GetUtcNow()));

        _time.Advance(TimeSpan.FromDays(90) - TimeSpan.FromTicks(1));
        Assert.False(petition.IsRetentionOver(_time.GetUtcNow()));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(petition.IsRetentionOver(_time.GetUtcNow()));
    }

    [Fact]
    public void A_hand_over_after_the_closing_restarts_the_retention_period()
    {
        var handedOver = ClosesAt.AddDays(60);
        Assert.Equal(handedOver.AddDays(90),
            (Petition() with { HandedOverAt = handedOver }).RetentionAt(ClosesAt.AddDays(61))!.Value.EndsAt);
    }

    [Fact]
    public void After_an_early_hand_over_the_retention_period_starts_with_the_closing() =>
        Assert.Equal(ClosesAt, (Petition() with { HandedOverAt = ClosesAt.AddDays(-60) }).RetentionAt(ClosesAt)!.Value.BeginsAt);

    [Fact]
    public void Closing_by_an_admin_starts_the_retention_period_like_the_closing_date()
    {
        var closed = ClosesAt.AddDays(-10);
        var petition = Petition() with { ClosedByAdmin = true, ClosedByAdminAt = closed };
        Assert.Equal(closed, petition.RetentionAt(closed)!.Value.BeginsAt);
        Assert.Equal(closed, petition.RetentionAt(ClosesAt.AddDays(1))!.Value.BeginsAt);
    }

    [Fact]
    public void Publishing_a_past_closing_date_does_not_destroy_data_at_once()
    {
        var published = ClosesAt.AddDays(500);
        var petition = Petition() with { RetentionChangedAt = published };
        Assert.False(petition.IsRetentionOver(published));
        Assert.Equal(published.AddDays(90), petition.RetentionAt(published)!.Value.EndsAt);
    }

    [Fact]
    public void Without_a_known_closing_time_there_is_no_retention_period() =>
        Assert.Null((Petition() with { ClosedByAdmin = true, Facts = Petition().Facts with { ClosesAt = null } })
            .RetentionAt(ClosesAt.AddYears(9)));

    [Fact]
    public void Destroyed_keys_close_a_petition_permanently()
    {
        var petition = Petition() with { KeysDestroyedAt = ClosesAt };
        Assert.Equal(PetitionPhase.Closed, petition.PhaseAt(ClosesAt.AddDays(-30)));
        Assert.True(petition.IsRetentionOver(ClosesAt.AddDays(-30)));
    }

    private static Petition Petition()
    {
        var petition = SamplePetition.Published(SamplePetition.Document());
        return petition with { Facts = petition.Facts with { ClosesAt = ClosesAt } };
    }
}
