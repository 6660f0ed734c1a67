using System.Collections.Immutable;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Admin;

/// <summary>The life of a petition.</summary>
/// <param name="Transitions">What happened, the oldest first.</param>
/// <param name="Dropped">Older transitions that are not kept any more.</param>
/// <param name="Planned">What will happen by date as things stand.</param>
internal sealed record LifeBody(ImmutableArray<TransitionBody> Transitions, int Dropped, ImmutableArray<PlannedBody> Planned)
{
    public static LifeBody Of(PetitionStatus status) => new(
        [
            .. status.Life.Transitions.Select(one => new TransitionBody(
                one.At.UtcDateTime, one.Kind.Word(), one.From?.Word(), one.To.Word(), one.Reason)),
        ],
        status.Life.Dropped,
        [.. status.Planned.Select(one => new PlannedBody(one.At.UtcDateTime, one.Kind.Word()))]);
}

/// <summary>Something that happened; From is null for the first of all, Reason when the event says it all.</summary>
internal sealed record TransitionBody(DateTime At, string Event, string? From, string To, string? Reason);

/// <summary>Something that will happen.</summary>
internal sealed record PlannedBody(DateTime At, string Event);
