namespace Petitions.Grains.Petitions;

/// <summary>
/// The key of the clock by which the dates of petitions are judged. It is a service of its own: silos use the common clock to find out
/// which of them are alive, and a test that moves the dates by months must not make them believe that all are dead.
/// </summary>
internal static class PetitionClock
{
    public const string Name = "petitions";
}
