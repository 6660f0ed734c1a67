namespace Petitions.Grains.Signing;

/// <summary>Section <c>Petition:Signing</c> of the configuration.</summary>
public sealed class SigningOptions
{
    /// <summary>
    /// Signers kept in memory by one silo after their calls have ended, 100 to 100,000. Each garbage collection copies them: with 5,000
    /// the rate was a tenth lower and the 99th percentile 83 ms instead of 49 (bench/README.md).
    /// </summary>
    public int ActivationsMax { get; set; } = 500;
}
