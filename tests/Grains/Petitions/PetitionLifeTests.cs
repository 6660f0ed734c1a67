using System.Text.Json;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Petitions;

public sealed class PetitionLifeTests
{
    private static readonly DateTimeOffset Opens = SamplePetition.OpensAt, Closes = Opens.AddDays(10), Before = Opens.AddDays(-1);

    private static readonly Petition Terms = WithDates(SamplePetition.Document());

    private static readonly PetitionLife Published = PetitionLife.Empty.With(null, Terms, TransitionKind.Published, "version 1", Before);

    [Fact]
    public void What_happens_by_date_is_there_when_its_time_has_come()
    {
        Assert.Equal([TransitionKind.Published], Kinds(Published.Until(Terms, Opens.AddTicks(-1))));
        Assert.Equal(
            [
                new(Before, TransitionKind.Published, null, PetitionStage.Scheduled, "version 1"),
                new(Opens, TransitionKind.Opened, PetitionStage.Scheduled, PetitionStage.Open, "by date"),
                new(Closes, TransitionKind.Closed, PetitionStage.Open, PetitionStage.Closed, "by date"),
            ],
            Published.Until(Terms, Closes).Transitions);
        // Asked again, nothing is added.
        var once = Published.Until(Terms, Closes);
        Assert.Same(once, once.Until(Terms, Closes.AddYears(1)));
    }

    [Fact]
    public void A_later_change_does_not_take_back_what_happened_by_date()
    {
        var extended = Terms.WithExtension(new(Closes, Closes.AddDays(30), [new("en", "More time.")]));
        var life = Published.With(Terms, extended, TransitionKind.Extended, "More time.", Closes.AddDays(1));
        Assert.Equal([TransitionKind.Published, TransitionKind.Opened, TransitionKind.Closed, TransitionKind.Extended], Kinds(life));
        Assert.Equal((PetitionStage.Closed, PetitionStage.Open), (life.Transitions[^1].From, life.Transitions[^1].To));
        Assert.Equal(TransitionKind.Closed, life.Until(extended, Closes.AddDays(30)).Transitions[^1].Kind);
        Assert.Equal(4, life.Until(extended, Closes.AddDays(29)).Transitions.Length);
    }

    [Fact]
    public void A_petition_that_an_admin_closed_before_its_opening_opens_by_no_date()
    {
        var closed = Terms.WithOpen(false, Before);
        var life = Published.With(Terms, closed, TransitionKind.Closed, "by an admin", Before);
        Assert.Equal(2, life.Until(closed, Closes.AddDays(1)).Transitions.Length);
    }

    [Fact]
    public void Beyond_a_thousand_transitions_the_oldest_are_counted_only()
    {
        var life = Published;
        for (var i = 0; i < 2 * PetitionLife.TransitionsMax; i++)
            life = life.With(Terms, Terms, TransitionKind.TermsChanged, $"{i}", Before);
        Assert.Equal(
            (PetitionLife.TransitionsMax, PetitionLife.TransitionsMax + 1, "1999"),
            (life.Transitions.Length, life.Dropped, life.Transitions[^1].Reason));
        Assert.Equal(TransitionKind.Closed, life.Until(Terms, Closes).Transitions[^1].Kind);
    }

    [Fact]
    public void What_is_planned_has_its_date()
    {
        Assert.Equal(
            [new(Opens, TransitionKind.Opened), new(Closes, TransitionKind.Closed)], PetitionLife.Planned(Terms, Opens.AddTicks(-1)));
        Assert.Equal([new(Closes, TransitionKind.Closed)], PetitionLife.Planned(Terms, Opens));
        Assert.Equal(
            [new(Closes.AddDays(SamplePetition.RetentionDays), TransitionKind.KeysDestroyed)], PetitionLife.Planned(Terms, Closes));
        Assert.Empty(PetitionLife.Planned(Terms with { IsDraft = true }, Before));
    }

    [Fact]
    public void It_is_stored_by_names_that_do_not_depend_on_an_order()
    {
        var json = JsonSerializer.Serialize(new PetitionState { Terms = Terms, Life = Published });
        Assert.Contains("\"Kind\":\"Published\",\"From\":null,\"To\":\"Scheduled\"", json, StringComparison.Ordinal);
        Assert.Equal(Published.Transitions, JsonSerializer.Deserialize<PetitionState>(json)!.Life!.Transitions);
        // What an earlier program stored has no life.
        Assert.Null(JsonSerializer.Deserialize<PetitionState>("{}")!.Life);
    }

    private static IEnumerable<TransitionKind> Kinds(PetitionLife life) => life.Transitions.Select(one => one.Kind);

    private static Petition WithDates(PetitionDocument document) =>
        SamplePetition.Published(document with { Facts = document.Facts with { OpensAt = Opens, ClosesAt = Closes } });
}
