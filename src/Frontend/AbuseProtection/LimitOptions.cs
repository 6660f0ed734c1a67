using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Petitions.Grains.Configuration;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// Section <c>Petition:Limits</c> of the configuration: rate limits and proof of work. The limits are generous because many people share an
/// address: a school with 1,000 pupils, an office, a mobile carrier with hundreds of customers behind one address. Above a limit a proof of
/// work is needed, about 1 s of computing; at <see cref="RefuseAtTimes"/> times a limit the answer is 429.
/// </summary>
internal sealed class LimitOptions : IOptionsSection, IValidatableObject
{
    /// <inheritdoc/>
    public static string Section => "Petition:Limits";

    /// <summary>Attempts per minute from one IPv4 address or IPv6 /64 that need no proof. A school class stays below.</summary>
    [NumberRange(1, 1_000_000)]
    public int AddressPerMinute { get; set; } = 60;

    /// <summary>
    /// The same per hour. In the busiest hour of a large petition an address of a mobile carrier has some hundred signers behind it.
    /// </summary>
    [NumberRange(1, 1_000_000)]
    public int AddressPerHour { get; set; } = 600;

    /// <summary>Attempts per minute from one IPv4 /24 or IPv6 /48 that need no proof: five addresses at their limit.</summary>
    [NumberRange(1, 1_000_000)]
    public int NetworkPerMinute { get; set; } = 300;

    /// <summary>The same per hour.</summary>
    [NumberRange(1, 1_000_000)]
    public int NetworkPerHour { get; set; } = 3_000;

    /// <summary>At this multiple of a limit an attempt is refused with 429, also with a proof, until earlier attempts are past.</summary>
    [NumberRange(2, 1_000)]
    public int RefuseAtTimes { get; set; } = 10;

    /// <summary>Addresses, and as many networks, that are counted at a time; 40 bytes each. When it is full the busiest stay.</summary>
    [NumberRange(1_024, 4_194_304)]
    public int AddressesMax { get; set; } = 65_536;

    /// <summary>Attempts per minute for one petition below which a concentration on few networks asks for no proofs.</summary>
    [NumberRange(10, 1_000_000)]
    public int ConcentrationPerMinute { get; set; } = 120;

    /// <summary>Share of the 8 busiest networks in a petition's attempts, in percent, from which its signers need a proof.</summary>
    [NumberRange(10, 100)]
    public int ConcentrationSharePercent { get; set; } = 50;

    /// <summary>Milliseconds from the first input into a form to its submission below which a proof is needed; 0 turns this off.</summary>
    [NumberRange(0, 10_000)]
    public int FillMillisecondsMin { get; set; } = 1_500;

    /// <summary>Lowest difficulty of a challenge; each level is twice the work of the one before.</summary>
    [NumberRange(0, Difficulty.LevelMax)]
    public int ProofLevel { get; set; } = 1;

    /// <summary>Highest difficulty, under the heaviest load; not below <see cref="ProofLevel"/>.</summary>
    [NumberRange(0, Difficulty.LevelMax)]
    public int ProofLevelMax { get; set; } = 5;

    /// <summary>How long a challenge is valid; a later proof is refused.</summary>
    [TimeRange("00:01:00", "01:00:00")]
    public TimeSpan ProofWithin { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Used challenges kept until they expire; about 40 bytes each. When it is full, proofs are answered with 503.</summary>
    [NumberRange(1_000, 10_000_000)]
    public int ProofsMax { get; set; } = 500_000;

    /// <summary>File of e-mail domains that are not accepted; null accepts all.</summary>
    public string? DisposableDomains { get; set; }

    /// <summary>The order of the two levels.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ProofLevel > ProofLevelMax)
        {
            yield return new($"Petition__Limits__ProofLevel is {ProofLevel} and Petition__Limits__ProofLevelMax is {ProofLevelMax}:"
                + " write a maximum that is not below.");
        }
    }
}

/// <summary>Checks the ranges and the order of the levels; generated.</summary>
[OptionsValidator]
internal sealed partial class LimitOptionsValidator : IValidateOptions<LimitOptions>;
