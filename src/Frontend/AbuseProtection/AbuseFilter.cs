using Microsoft.Extensions.Options;
using Petitions.Frontend.Http;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>The decision of <see cref="AbuseFilter"/> about one attempt to sign.</summary>
/// <param name="Refusal">The problem to answer; null when the attempt may go on.</param>
/// <param name="Proof">What was wrong with the proof; <see cref="ProofVerdict.Valid"/> also when none was needed.</param>
internal readonly record struct AbuseVerdict(Problem? Refusal, ProofVerdict Proof = ProofVerdict.Valid)
{
    /// <summary>A proof was sent and not accepted.</summary>
    public bool ProofFailed => Refusal is not null && Proof is not (ProofVerdict.Valid or ProofVerdict.Missing);
}

/// <summary>
/// Decides whether an attempt to sign is accepted, needs a proof of work, or is refused. Runs after the fields were validated and before
/// the signer's grain is called. Uses the client's network and the form's timing, never the signer: a new and a repeated signature get the
/// same decision. Only <c>challenge: always</c> applies to calls that <see cref="RemoteAddress.ToLimit"/> leaves out.
/// </summary>
internal sealed partial class AbuseFilter(
    RemoteAddress address, NetworkKeys keys, AttemptLimits limits, ConcentrationDetectors concentrations, ChallengeService challenges,
    IOptions<LimitOptions> options, TimeProvider time, ILogger<AbuseFilter> log)
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private readonly int _level = options.Value.ProofLevel, _levelMax = options.Value.ProofLevelMax;
    private readonly LogThrottle _refusals = new(time, LogInterval);

    /// <summary>Counts the attempt and decides.</summary>
    /// <param name="http">The call.</param>
    /// <param name="petition">The petition.</param>
    /// <param name="signer">The signer's address; a proof is bound to signer and operation.</param>
    /// <param name="operation">The operation id.</param>
    /// <param name="proof">The proof that was sent, or null.</param>
    /// <param name="looksAutomatic">The form was filled in as no person does it.</param>
    public AbuseVerdict Check(
        HttpContext http, Petition petition, EmailAddress signer, Guid operation, string? proof, bool looksAutomatic = false)
    {
        var use = petition.Facts.Challenge;
        // A closed petition asks for no proof: the grain refuses anyway, or answers a retry with its receipt.
        int? extra = use == ChallengeUse.Always && petition.PhaseAt(time.GetUtcNow()) != PetitionPhase.Closed ? 0 : null;
        if (address.ToLimit(http) is { } from)
        {
            var key = keys.Of(from);
            var usage = limits.Record(key);
            var concentration = concentrations.Of(petition.Id)?.Record(key.Network);
            if (usage.MustRefuse)
            {
                // The usual cause is a proxy missing from KnownProxies. The address is personal data and not logged.
                if (_refusals.TryEnter()) LogRefusal();
                return new(Problem.TooManyFromNetwork);
            }
            extra = Highest(Highest(extra, looksAutomatic ? 0 : null), Highest(usage.ExtraLevels, concentration));
        }
        if (extra is not { } levels || use == ChallengeUse.Never) return default;

        var level = Math.Min(_level + levels, _levelMax);
        return challenges.Check(petition.Slug, proof, level, operation, signer.Canonical) switch
        {
            ProofVerdict.Valid => default,
            ProofVerdict.Full => new(Problem.Overloaded, ProofVerdict.Full),
            var verdict => new(Problem.ProofNeeded, verdict),
        };
    }

    /// <summary>The difficulty level of a challenge for this client and petition, 0 to <see cref="Difficulty.LevelMax"/>.</summary>
    public int LevelFor(HttpContext http, Petition petition)
    {
        var extra = 0;
        if (address.ToLimit(http) is { } from)
            extra = Highest(limits.Peek(keys.Of(from)).ExtraLevels, concentrations.Of(petition.Id)?.ExtraLevels) ?? 0;
        return Math.Min(_level + extra, _levelMax);
    }

    private static int? Highest(int? one, int? other) => one is null || other > one ? other : one;

    [LoggerMessage(LogLevel.Warning,
        "Signatures from one network are refused (429): it exceeds Petition__Limits__… by far. "
        + "If all clients come through a proxy, add the proxy to Petition__Limits__KnownProxies.")]
    private partial void LogRefusal();
}
