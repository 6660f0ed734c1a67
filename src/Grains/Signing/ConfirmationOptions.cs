using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Grains.Signing;

/// <summary>Section <c>Petition:Confirmation</c> of the configuration: the times of petitions that ask for a confirmed e-mail address.</summary>
public sealed class ConfirmationOptions
{
    /// <summary>How long a signature waits for its confirmation, 1 hour to 60 days; then it expires and its data is emptied.</summary>
    public TimeSpan PendingFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>When the one reminder is sent, 1 minute to 60 days after the mail that asked; not at all when that is after the end.</summary>
    public TimeSpan RemindAfter { get; set; } = TimeSpan.FromDays(2);

    /// <summary>How long after closing a confirmation is still accepted, 0 to 60 days: whoever signed in the last minute gets time to look.</summary>
    public TimeSpan GraceAfterClosing { get; set; } = TimeSpan.FromDays(3);

    /// <summary>True when a confirmation that comes at <paramref name="now"/> is accepted. Pure.</summary>
    public bool TakesConfirmation(Petition petition, DateTimeOffset now) =>
        petition.PhaseAt(now) != PetitionPhase.Closed || petition.ClosedSince(now) is { } closed && now < closed + GraceAfterClosing;
}
