namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// Section <c>Petition:Limits</c> of the configuration: rate limits and proof of work. The limits are generous because many people share an
/// address: a school with 1,000 pupils, an office, a mobile carrier with hundreds of customers behind one address. Above a limit a proof of
/// work is needed, about 1 s of computing; at <see cref="RefuseAtTimes"/> times a limit the answer is 429.
/// </summary>
internal sealed class LimitOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Petition:Limits";

    /// <summary>
    /// Attempts per minute from one IPv4 address or IPv6 /64 without a proof. A school class that signs together stays below.
    /// </summary>
    public int AddressPerMinute { get; set; } = 60;

    /// <summary>
    /// Attempts per hour from one IPv4 address or IPv6 /64 without a proof. In the busiest hour of a large petition some hundred signers
    /// share a carrier's address.
    /// </summary>
    public int AddressPerHour { get; set; } = 600;

    /// <summary>Attempts per minute from one IPv4 /24 or IPv6 /48 without a proof: as many as five addresses at their limit.</summary>
    public int NetworkPerMinute { get; set; } = 300;

    /// <summary>Attempts per hour from one IPv4 /24 or IPv6 /48 without a proof.</summary>
    public int NetworkPerHour { get; set; } = 3_000;

    /// <summary>
    /// Multiple of a limit from which attempts are refused with 429, with or without a proof, until older attempts leave the window.
    /// </summary>
    public int RefuseAtTimes { get; set; } = 10;

    /// <summary>Addresses, and as many networks, counted at a time, 40 bytes each. When full, the least active are replaced.</summary>
    public int AddressesMax { get; set; } = 65_536;

    /// <summary>Attempts per minute for one petition below which no concentration is detected.</summary>
    public int ConcentrationPerMinute { get; set; } = 120;

    /// <summary>
    /// Share of the 8 busiest networks in a petition's attempts, in percent, from which every signer of it needs a proof.
    /// </summary>
    public int ConcentrationSharePercent { get; set; } = 50;

    /// <summary>Milliseconds from the first input to sending the form below which a proof is needed; 0 turns the check off.</summary>
    public int FillMillisecondsMin { get; set; } = 1_500;

    /// <summary>Lowest difficulty of a challenge, see <see cref="Difficulty"/>; each level doubles the work.</summary>
    public int ProofLevel { get; set; } = 1;

    /// <summary>Highest difficulty, whatever the load.</summary>
    public int ProofLevelMax { get; set; } = 5;

    /// <summary>Lifetime of a challenge; later its proof is refused as expired.</summary>
    public TimeSpan ProofWithin { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Used challenges kept until they expire, about 40 bytes each. When full, proofs are answered 503.</summary>
    public int ProofsMax { get; set; } = 500_000;

    /// <summary>File of e-mail domains that are not accepted; null accepts all.</summary>
    public string? DisposableDomains { get; set; }

    /// <summary>What is said when a value is out of its bounds.</summary>
    public const string Bounds =
        "Petition__Limits__…: AddressPerMinute, AddressPerHour, NetworkPerMinute and NetworkPerHour must be numbers from 1 to 1000000, "
        + "RefuseAtTimes from 2 to 1000, AddressesMax from 1024 to 4194304, ConcentrationPerMinute from 10 to 1000000, ConcentrationSharePercent from 10 to 100, "
        + "FillMillisecondsMin from 0 to 10000, ProofLevel and ProofLevelMax from 0 to 7 in this order, ProofWithin from 00:01:00 to 01:00:00, "
        + "ProofsMax from 1000 to 10000000.";

    /// <summary>Every value is within its bounds.</summary>
    public static bool AreValid(LimitOptions options) =>
        AreLimits(options.AddressPerMinute, options.AddressPerHour, options.NetworkPerMinute, options.NetworkPerHour)
        && options is
        {
            RefuseAtTimes: >= 2 and <= 1_000, AddressesMax: >= 1_024 and <= 4_194_304, ConcentrationPerMinute: >= 10 and <= 1_000_000,
            ConcentrationSharePercent: >= 10 and <= 100, FillMillisecondsMin: >= 0 and <= 10_000, ProofLevel: >= 0,
            ProofLevelMax: <= Difficulty.LevelMax, ProofsMax: >= 1_000 and <= 10_000_000,
        }
        && options.ProofLevel <= options.ProofLevelMax
        && options.ProofWithin >= TimeSpan.FromMinutes(1) && options.ProofWithin <= TimeSpan.FromHours(1);

    private static bool AreLimits(params ReadOnlySpan<int> limits)
    {
        foreach (var limit in limits)
            if (limit is < 1 or > 1_000_000) return false;
        return true;
    }
}
