using System.Text.Json.Serialization;

namespace Petitions.Grains.Documents;

/// <summary>
/// Where a petition is in its life, as admins see it. <see cref="PetitionPhase"/> is what the public sees of it. Stored by name.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<PetitionStage>))]
public enum PetitionStage
{
    /// <summary>Visible at its preview address only; nobody can sign. It was never public.</summary>
    Draft,

    /// <summary>Public, not open yet.</summary>
    Scheduled,

    /// <summary>Takes signatures.</summary>
    Open,

    /// <summary>Takes no more, by date or by an admin.</summary>
    Closed,

    /// <summary>Closed, and a hand-over was cut off since: no counted signature waits for one.</summary>
    HandedOver,

    /// <summary>Closed for good: its page is a record.</summary>
    Archived,
}
