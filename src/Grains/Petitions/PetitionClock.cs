namespace Petitions.Grains.Petitions;

/// <summary>
/// The clock that the days of petitions are counted by: a service of its own, found by this name. Silos judge by the common one which of
/// them are alive, and a test that lets months go by must not make them believe that all are dead.
/// </summary>
internal static class PetitionClock
{
    public const string Name = "petitions";
}
