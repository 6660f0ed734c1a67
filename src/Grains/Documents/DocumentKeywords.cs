using System.Collections.Immutable;

namespace Petitions.Grains.Documents;

/// <summary>
/// The keywords that documents, hashes and the HTTP API use for enum values. They are part of the file format: renaming an enum member
/// does not change its keyword.
/// </summary>
public static class DocumentKeywords
{
    internal static ImmutableArray<(string Word, Adequacy Value)> Adequacies { get; } =
        [("none", Adequacy.None), ("decision", Adequacy.Decision), ("recipient-certified", Adequacy.RecipientCertified)];

    internal static ImmutableArray<(string Word, ConsentMethod Value)> ConsentMethods { get; } =
        [("checkbox", ConsentMethod.Checkbox), ("participation", ConsentMethod.Participation)];

    internal static ImmutableArray<(string Word, CounterDisplay Value)> Counters { get; } =
        [("exact", CounterDisplay.Exact), ("steps", CounterDisplay.Steps)];

    internal static ImmutableArray<(string Word, ChallengeUse Value)> ChallengeUses { get; } =
        [("auto", ChallengeUse.Auto), ("always", ChallengeUse.Always), ("never", ChallengeUse.Never)];

    internal static ImmutableArray<(string Word, bool Value)> Booleans { get; } = [("true", true), ("false", false)];

    internal static ImmutableArray<(string Word, bool Value)> Confirmations { get; } = [("none", false), ("email", true)];

    /// <summary>The keyword of the field <c>confirmation</c>.</summary>
    public static string ConfirmationWord(this bool confirmsEmail) => Find(Confirmations, confirmsEmail);

    /// <summary>The keyword for <paramref name="value"/>.</summary>
    public static string Word(this Adequacy value) => Find(Adequacies, value);

    /// <inheritdoc cref="Word(Adequacy)"/>
    public static string Word(this ConsentMethod value) => Find(ConsentMethods, value);

    /// <inheritdoc cref="Word(Adequacy)"/>
    public static string Word(this CounterDisplay value) => Find(Counters, value);

    /// <inheritdoc cref="Word(Adequacy)"/>
    public static string Word(this ChallengeUse value) => Find(ChallengeUses, value);

    private static string Find<T>(ImmutableArray<(string Word, T Value)> words, T value) where T : struct =>
        words.First(word => word.Value.Equals(value)).Word;
}
