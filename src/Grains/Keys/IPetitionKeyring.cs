namespace Petitions.Grains.Keys;

/// <summary>The keys of every petition, unwrapped. Only silos have one.</summary>
public interface IPetitionKeyring
{
    /// <summary>
    /// The petition's keys; null when they were destroyed. They stay in memory after the first call, until the catalogue of this process
    /// says that they are destroyed.
    /// </summary>
    ValueTask<PetitionKeys?> FindAsync(int petition, string slug);

    /// <summary>A new secret for the petition <paramref name="slug"/>, wrapped for storage.</summary>
    byte[] NewWrapped(string slug);
}
