namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// Section <c>Petition:Limits</c> of the configuration, as far as it says how much may be signed from one place. Limits are generous,
/// because many people share an address: a school of a thousand pupils, an office, a mobile carrier that puts hundreds of customers behind
/// each address. Between a limit and <see cref="RefuseAtTimes"/> that much nobody is turned away: their devices have to work a second first.
/// </summary>
internal sealed class LimitOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Petition:Limits";

    /// <summary>
    /// Attempts within a minute from one IPv4 address or IPv6 /64 that need no proof. A class or a hall that was asked to sign stays below.
    /// </summary>
    public int AddressPerMinute { get; set; } = 60;

    /// <summary>The same within an hour. A carrier's address in the busiest hour of a large petition has some hundred signers behind it.</summary>
    public int AddressPerHour { get; set; } = 600;

    /// <summary>Attempts within a minute from one IPv4 /24 or IPv6 /48 that need no proof: five full addresses.</summary>
    public int NetworkPerMinute { get; set; } = 300;

    /// <summary>The same within an hour.</summary>
    public int NetworkPerHour { get; set; } = 3_000;

    /// <summary>How many times a limit is too much even with a proof: then the answer is 429 until some of it is past.</summary>
    public int RefuseAtTimes { get; set; } = 10;

    /// <summary>Addresses, and as many networks, that are counted at a time; 40 bytes each. The busiest stay when it is full.</summary>
    public int AddressesMax { get; set; } = 65_536;

    /// <summary>Attempts within a minute below which a petition's signers are not asked for proofs because of where they come from.</summary>
    public int ConcentrationPerMinute { get; set; } = 120;

    /// <summary>Share of the busiest eight networks, in percent, from which a concentration is odd.</summary>
    public int ConcentrationSharePercent { get; set; } = 50;

    /// <summary>Milliseconds between the first touch of a form and its sending below which it was hardly a person; 0 does not look.</summary>
    public int FillMillisecondsMin { get; set; } = 1_500;

    /// <summary>How hard a challenge is at least; each level is twice the work of the one before.</summary>
    public int ProofLevel { get; set; } = 1;

    /// <summary>How hard it becomes at most, under the heaviest load.</summary>
    public int ProofLevelMax { get; set; } = 5;

    /// <summary>How long a challenge may take.</summary>
    public TimeSpan ProofWithin { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Used challenges that are remembered until they expire; about 40 bytes each. When it is full, proofs wait (503).</summary>
    public int ProofsMax { get; set; } = 500_000;

    /// <summary>File of e-mail domains that are not accepted; null knows none.</summary>
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
