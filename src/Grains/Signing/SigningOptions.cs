using Microsoft.Extensions.Options;
using Petitions.Grains.Configuration;

namespace Petitions.Grains.Signing;

/// <summary>Section <c>Petition:Signing</c> of the configuration.</summary>
public sealed class SigningOptions : IOptionsSection
{
    /// <inheritdoc/>
    public static string Section => "Petition:Signing";

    /// <summary>
    /// Signers that one silo keeps in memory after their calls have ended; one more deactivates the oldest. Each garbage collection copies
    /// them: with 5,000 the rate was 10 % lower and the 99th percentile 83 ms instead of 49 ms (bench/README.md).
    /// </summary>
    [NumberRange(100, 100_000)]
    public int ActivationsMax { get; set; } = 500;

    /// <summary>
    /// A signer that was not called for this long leaves memory. Longer than a quick retry takes, and too short for somebody else to notice
    /// that the signer is in memory and therefore has signed.
    /// </summary>
    [TimeRange("00:00:00.1", "01:00:00")]
    public TimeSpan ActivationIdleTimeout { get; set; } = TimeSpan.FromSeconds(1);
}

/// <summary>Checks the ranges; generated.</summary>
[OptionsValidator]
public sealed partial class SigningOptionsValidator : IValidateOptions<SigningOptions>;
