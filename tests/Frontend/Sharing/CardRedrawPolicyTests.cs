using Petitions.Frontend.Localization;
using Petitions.Frontend.Sharing;
using Petitions.Grains.Documents;
using Xunit;

namespace Petitions.Tests.Frontend.Sharing;

/// <summary>When the image of a shared link is drawn anew.</summary>
public sealed class CardRedrawPolicyTests
{
    private static readonly CardContent Drawn =
        new(Texts.English, "Light it", "Jane Tully", 1_234, 5_000, PetitionPhase.Open, Rehearsal: false);
    private static readonly TimeSpan JustDrawn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Old = CardRedrawPolicy.Interval;

    [Fact]
    public void Without_an_image_one_is_drawn() => Assert.Same(Drawn, CardRedrawPolicy.Next(null, TimeSpan.Zero, Drawn));

    [Fact]
    public void Equal_content_is_never_drawn_again() => Assert.Null(CardRedrawPolicy.Next(Drawn, TimeSpan.FromDays(1), Drawn with { }));

    [Theory]
    [InlineData(1_243, false)]
    [InlineData(1_244, true)]
    [InlineData(1_225, false)]
    [InlineData(1_224, true)]
    public void A_visible_change_of_the_count_is_drawn_after_a_minute(long count, bool isDrawn)
    {
        var now = Drawn with { Count = count };
        Assert.Equal(isDrawn ? now : null, CardRedrawPolicy.Next(Drawn, Old, now));
        Assert.Null(CardRedrawPolicy.Next(Drawn, Old - TimeSpan.FromMilliseconds(1), now));
    }

    [Fact]
    public void A_change_of_anything_but_the_count_is_drawn_at_once()
    {
        CardContent[] changes =
        [
            Drawn with { Title = "Light it now" },
            Drawn with { Addressee = "Somebody else" },
            Drawn with { Goal = 10_000 },
            Drawn with { Phase = PetitionPhase.Closed },
            Drawn with { Texts = Texts.Find("de")! },
        ];
        Assert.All(changes, now => Assert.Equal(now, CardRedrawPolicy.Next(Drawn, JustDrawn, now)));
    }

    [Fact]
    public void A_count_that_becomes_known_is_drawn_at_once_and_an_unknown_one_keeps_the_last()
    {
        var unknown = Drawn with { Count = null, Goal = null };
        Assert.Equal(Drawn, CardRedrawPolicy.Next(unknown, JustDrawn, Drawn));
        Assert.Null(CardRedrawPolicy.Next(Drawn, Old, unknown));
        var closed = CardRedrawPolicy.Next(Drawn, JustDrawn, unknown with { Phase = PetitionPhase.Closed });
        Assert.Equal(Drawn with { Phase = PetitionPhase.Closed }, closed);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(999, 1)]
    [InlineData(1_000, 10)]
    [InlineData(9_999, 10)]
    [InlineData(10_000, 100)]
    [InlineData(1_234_567, 10_000)]
    public void A_step_is_one_of_the_third_digit(long count, long step) => Assert.Equal(step, CardRedrawPolicy.StepOf(count));
}
