namespace Petitions.Grains.Signing;

/// <summary>Section <c>Petition:Signing</c> of the configuration.</summary>
public sealed class SigningOptions
{
    /// <summary>
    /// Signers kept in memory by one silo after their calls have ended, 100 to 100,000. Each garbage collection copies them: 5,000 cost a
    /// tenth of the rate and half as much again of its 99th percentile (bench/README.md).
    /// </summary>
    public int ResidentsMax { get; set; } = 500;
}
