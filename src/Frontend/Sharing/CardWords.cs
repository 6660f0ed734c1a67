using Petitions.Frontend.Localization;
using Petitions.Grains.Documents;

namespace Petitions.Frontend.Sharing;

/// <summary>What the band of a picture says: something large, and what it counts beside it.</summary>
internal static class CardWords
{
    /// <summary>The count and what it counts; without a count, or before the first signature, what there is to do, and no label.</summary>
    public static (string Strong, string? Label) Of(CardContent content)
    {
        var texts = content.Texts;
        if (content.Phase == PetitionPhase.Scheduled) return (texts["State_Scheduled"], null);
        if (content.Count is not { } count) return (texts[content.Phase == PetitionPhase.Open ? "Letter_Sign" : "State_Closed"], null);
        if (count == 0 && content.Phase == PetitionPhase.Open) return (texts["Card_First"], null);

        var label = content is { ShowsGoal: true, Goal: { } goal }
            ? texts.With(count < goal ? "Count_OfGoal" : "Count_GoalPassed", Number(goal, texts))
            : texts[count == 1 ? "Count_One" : "Count_Many"];
        return (Number(count, texts), label);
    }

    /// <summary>The label of what is not simply open; null for what is.</summary>
    public static string? StateOf(CardContent content) =>
        content.Rehearsal ? content.Texts["Card_Rehearsal"]
        : content is { Phase: PetitionPhase.Closed, Count: not null } ? content.Texts["State_Closed"]
        : null;

    private static string Number(long number, Texts texts) => number.ToString("N0", texts.Culture);
}
