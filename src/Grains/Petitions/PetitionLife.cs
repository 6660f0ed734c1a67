using System.Collections.Immutable;
using Petitions.Grains.Documents;

namespace Petitions.Grains.Petitions;

/// <summary>
/// How a petition came to be as it is. It is stored with the terms in one write, so that a transition is kept exactly when its change is.
/// What happens by date is written down with the next change; until then it follows from the terms. Pure.
/// </summary>
[GenerateSerializer, Immutable, Alias("petitions.life")]
public sealed record PetitionLife
{
    /// <summary>Transitions that are kept. Beyond it the oldest are dropped and only counted.</summary>
    public const int TransitionsMax = 1_000;

    /// <summary>Nothing has happened yet, or nothing was written down before this was kept.</summary>
    public static PetitionLife Empty { get; } = new();

    /// <summary>The transitions, the oldest first.</summary>
    [Id(0)] public ImmutableArray<Transition> Transitions { get; init; } = [];

    /// <summary>Older ones that were dropped.</summary>
    [Id(1)] public int Dropped { get; init; }

    /// <summary>This life with what has happened by date until <paramref name="now"/>.</summary>
    /// <param name="terms">The terms that have held since the last transition.</param>
    /// <param name="now">Now.</param>
    public PetitionLife Until(Petition terms, DateTimeOffset now)
    {
        var life = this;
        if (life.Stage == PetitionStage.Scheduled && now >= terms.Facts.OpensAt)
            life = life.Add(ByDate(terms.Facts.OpensAt, TransitionKind.Opened, PetitionStage.Scheduled, PetitionStage.Open));
        if (life.Stage == PetitionStage.Open && terms.Facts.ClosesAt is { } closesAt && now >= closesAt)
            life = life.Add(ByDate(closesAt, TransitionKind.Closed, PetitionStage.Open, PetitionStage.Closed));
        return life;
    }

    /// <summary>This life after a change of the terms.</summary>
    /// <param name="before">The terms before; null when there were none.</param>
    /// <param name="after">The terms after it.</param>
    /// <param name="kind">What was done.</param>
    /// <param name="reason">Why, or with what; null when the kind says it all.</param>
    /// <param name="now">When.</param>
    public PetitionLife With(Petition? before, Petition after, TransitionKind kind, string? reason, DateTimeOffset now) =>
        (before is null ? this : Until(before, now)).Add(new(now, kind, before?.StageAt(now), after.StageAt(now), reason));

    /// <summary>What will happen by date as things stand, the soonest first.</summary>
    public static ImmutableArray<PlannedTransition> Planned(Petition terms, DateTimeOffset now)
    {
        var planned = ImmutableArray.CreateBuilder<PlannedTransition>();
        var stage = terms.StageAt(now);
        if (stage == PetitionStage.Scheduled) planned.Add(new(terms.Facts.OpensAt, TransitionKind.Opened));
        if (stage is PetitionStage.Scheduled or PetitionStage.Open && terms.Facts.ClosesAt is { } closesAt)
            planned.Add(new(closesAt, TransitionKind.Closed));
        if (terms.KeysDestroyedAt is null && terms.RetentionAt(now) is { } retention)
            planned.Add(new(retention.EndsAt, TransitionKind.KeysDestroyed));
        return planned.ToImmutable();
    }

    private PetitionStage? Stage => Transitions.IsEmpty ? null : Transitions[^1].To;

    private static Transition ByDate(DateTimeOffset at, TransitionKind kind, PetitionStage from, PetitionStage to) =>
        new(at, kind, from, to, "by date");

    private PetitionLife Add(Transition transition)
    {
        var all = Transitions.Add(transition);
        var surplus = all.Length - TransitionsMax;
        return surplus <= 0 ? this with { Transitions = all } : new() { Transitions = all[surplus..], Dropped = Dropped + surplus };
    }
}

/// <summary>Something that happens by date if nothing changes.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
[GenerateSerializer, Immutable, Alias("petitions.planned-transition")]
public sealed record PlannedTransition([property: Id(0)] DateTimeOffset At, [property: Id(1)] TransitionKind Kind);
