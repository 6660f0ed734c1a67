namespace Petitions.Grains.Keys;

/// <summary>Tells front ends that are only clients which keys the cluster has, without revealing them. The key is always 0.</summary>
[Alias("petitions.key-check-grain")]
public interface IKeyCheckGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// The check value of the cluster's pepper; see <see cref="KeyFile.CheckValue"/>. A front end with another pepper must not start:
    /// everybody could sign twice.
    /// </summary>
    [Alias("pepper-check-value")]
    Task<string> PepperCheckValue();
}
