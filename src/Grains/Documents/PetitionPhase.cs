namespace Petitions.Grains.Documents;

/// <summary>Where a petition is in its life.</summary>
public enum PetitionPhase
{
    /// <summary>Published, not open yet.</summary>
    Scheduled,

    /// <summary>Takes signatures.</summary>
    Open,

    /// <summary>Takes no more, by date or by an admin.</summary>
    Closed,
}
