using Microsoft.Extensions.Options;
using Petitions.Frontend.Http;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>What stands between a signature whose fields are good and the signer's grain.</summary>
/// <param name="Refusal">The problem to answer; null lets it through.</param>
/// <param name="Proof">Why a proof is asked for, where one is.</param>
internal readonly record struct AbuseVerdict(Problem? Refusal, ProofVerdict Proof = ProofVerdict.Good)
{
    /// <summary>A proof was sent and did not do.</summary>
    public bool ProofFailed => Refusal is not null && Proof is not (ProofVerdict.Good or ProofVerdict.Missing);
}

/// <summary>
/// Keeps programs from signing by the thousand, and people from noticing. Decides by where an attempt comes from and how, never by who
/// signs: what it answers is the same for those who have signed and those who have not. Calls from this machine that no proxy forwarded are
/// not its business, except where a petition asks everybody for a proof.
/// </summary>
internal sealed partial class AbuseFilter(
    RemoteAddress address, NetworkKeys keys, AttemptLimits limits, ConcentrationDetectors concentrations,
    ChallengeService challenges, IOptions<LimitOptions> options, TimeProvider time, ILogger<AbuseFilter> log)
{
    private static readonly TimeSpan LogEvery = TimeSpan.FromMinutes(1);

    private readonly int _level = options.Value.ProofLevel, _levelMax = options.Value.ProofLevelMax;
    private long _loggedAt = long.MinValue;

    /// <summary>Counts the attempt and decides.</summary>
    /// <param name="http">The call.</param>
    /// <param name="petition">What is signed.</param>
    /// <param name="signer">Who signs.</param>
    /// <param name="operation">The attempt, by its idempotency key.</param>
    /// <param name="proof">The proof that was sent, or null.</param>
    /// <param name="looksAutomatic">The form was filled in as no person does it.</param>
    public AbuseVerdict Check(
        HttpContext http, Petition petition, EmailAddress signer, Guid operation, string? proof, bool looksAutomatic = false)
    {
        var use = petition.Facts.Challenge;
        // Nobody works for an answer that is known: that a petition is closed the grain says, which has still the receipt of who signed in
        // time.
        int? extra = use == ChallengeUse.Always && petition.PhaseAt(time.GetUtcNow()) != PetitionPhase.Closed ? 0 : null;
        if (address.ToLimit(http) is { } from)
        {
            var key = keys.Of(from);
            var excess = limits.Note(key);
            var concentration = concentrations.Of(petition.Id)?.Note(key.Network);
            if (excess.IsFarBeyond)
            {
                LogRefusals();
                return new(Problem.TooManyFromNetwork);
            }
            extra = Highest(Highest(extra, looksAutomatic ? 0 : null), Highest(excess.ExtraLevels, concentration));
        }
        if (extra is not { } levels || use == ChallengeUse.Never) return default;

        var level = Math.Min(_level + levels, _levelMax);
        return challenges.Check(petition.Slug, proof, level, operation, signer.Canonical) switch
        {
            ProofVerdict.Good => default,
            ProofVerdict.Full => new(Problem.Overloaded, ProofVerdict.Full),
            var verdict => new(Problem.ProofNeeded, verdict),
        };
    }

    /// <summary>How hard a challenge is for whoever asks for one.</summary>
    public int LevelFor(HttpContext http, Petition petition)
    {
        var extra = 0;
        if (address.ToLimit(http) is { } from)
            extra = Highest(limits.Look(keys.Of(from)).ExtraLevels, concentrations.Of(petition.Id)?.ExtraLevels) ?? 0;
        return Math.Min(_level + extra, _levelMax);
    }

    private static int? Highest(int? one, int? other) => one is null || other > one ? other : one;

    // The commonest reason is a proxy that nobody named. Which address it was is not said.
    private void LogRefusals()
    {
        var last = Volatile.Read(ref _loggedAt);
        var now = time.GetTimestamp();
        if (last != long.MinValue && time.GetElapsedTime(last, now) < LogEvery) return;
        if (Interlocked.CompareExchange(ref _loggedAt, now, last) == last) LogRefusal();
    }

    [LoggerMessage(LogLevel.Warning,
        "Signatures from one network are refused because it sends far more than Petition__Limits__… allow. If everybody comes through a proxy, name it in Petition__Limits__KnownProxies.")]
    private partial void LogRefusal();
}
