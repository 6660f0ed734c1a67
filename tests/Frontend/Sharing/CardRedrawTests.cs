using Petitions.Frontend.Localization;
using Petitions.Frontend.Sharing;
using Petitions.Grains.Documents;
using Xunit;

namespace Petitions.Tests.Frontend.Sharing;

/// <summary>When the picture of a shared link is drawn anew.</summary>
public sealed class CardRedrawTests
{
    private static readonly CardContent Drawn = new(Texts.English, "Light it", "Jane Tully", 1_234, 5_000, PetitionPhase.Open, Rehearsal: false);
    private static readonly TimeSpan JustDrawn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Old = CardRedraw.Every;

    [Fact]
    public void Without_a_picture_one_is_drawn() => Assert.Same(Drawn, CardRedraw.Next(null, TimeSpan.Zero, Drawn));

    [Fact]
    public void What_did_not_change_is_never_drawn_again() => Assert.Null(CardRedraw.Next(Drawn, TimeSpan.FromDays(1), Drawn with { }));

    [Theory]
    [InlineData(1_243, false)]
    [InlineData(1_244, true)]
    [InlineData(1_225, false)]
    [InlineData(1_224, true)]
    public void A_count_that_moved_visibly_is_drawn_when_the_picture_is_a_minute_old(long count, bool isDrawn)
    {
        var now = Drawn with { Count = count };
        Assert.Equal(isDrawn ? now : null, CardRedraw.Next(Drawn, Old, now));
        Assert.Null(CardRedraw.Next(Drawn, Old - TimeSpan.FromMilliseconds(1), now));
    }

    [Fact]
    public void What_is_not_the_count_is_drawn_at_once()
    {
        CardContent[] changes =
        [
            Drawn with { Title = "Light it now" },
            Drawn with { Addressee = "Somebody else" },
            Drawn with { Goal = 10_000 },
            Drawn with { Phase = PetitionPhase.Closed },
            Drawn with { Texts = Texts.Find("de")! },
        ];
        Assert.All(changes, now => Assert.Equal(now, CardRedraw.Next(Drawn, JustDrawn, now)));
    }

    [Fact]
    public void A_count_that_becomes_known_is_drawn_at_once_and_one_that_is_lost_stays()
    {
        var unknown = Drawn with { Count = null, Goal = null };
        Assert.Equal(Drawn, CardRedraw.Next(unknown, JustDrawn, Drawn));
        Assert.Null(CardRedraw.Next(Drawn, Old, unknown));
        Assert.Equal(Drawn with { Phase = PetitionPhase.Closed }, CardRedraw.Next(Drawn, JustDrawn, unknown with { Phase = PetitionPhase.Closed }));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(999, 1)]
    [InlineData(1_000, 10)]
    [InlineData(9_999, 10)]
    [InlineData(10_000, 100)]
    [InlineData(1_234_567, 10_000)]
    public void A_step_is_one_of_the_third_digit(long count, long step) => Assert.Equal(step, CardRedraw.StepOf(count));
}
