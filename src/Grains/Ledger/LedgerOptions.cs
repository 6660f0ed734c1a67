using Microsoft.Extensions.Options;
using Petitions.Grains.Configuration;

namespace Petitions.Grains.Ledger;

/// <summary>Section <c>Petition:Ledger</c> of the configuration: the limits of the group commit.</summary>
public sealed class LedgerOptions : IOptionsSection
{
    /// <inheritdoc/>
    public static string Section => "Petition:Ledger";

    /// <summary>
    /// Signatures, and as many changes of stored ones and signatures that admins enter, that may wait for a batch; one more is refused at
    /// once. 4,096 are a quarter of a second of work.
    /// </summary>
    [NumberRange(1, 100_000)]
    public int QueueSignaturesMax { get; set; } = 4_096;

    /// <summary>Signatures of one transaction. Larger batches gain little, and every signature in them waits longer.</summary>
    [NumberRange(1, 10_000)]
    public int BatchSignaturesMax { get; set; } = 500;

    /// <summary>
    /// Batches in flight at a time; the store may allow fewer. One writer fills its batches with what arrives during a commit; two made
    /// smaller batches and were slower (bench/README.md).
    /// </summary>
    [NumberRange(1, 16)]
    public int WritersMax { get; set; } = 1;

    /// <summary>How long a batch that is not full waits for more signatures, while another batch is in flight.</summary>
    [TimeRange("00:00:00", "00:00:00.05")]
    public TimeSpan Linger { get; set; } = TimeSpan.Zero;

    /// <summary>
    /// Until when an attempt for an entry may begin, counted from its arrival; then its caller is told that the outcome is unknown. The
    /// last attempt takes as long as the store lets it, 3 s: together at most the 5 s after which a caller gives up.
    /// </summary>
    [TimeRange("00:00:00.1", "00:00:02")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(2);
}

/// <summary>Checks the ranges; generated.</summary>
[OptionsValidator]
public sealed partial class LedgerOptionsValidator : IValidateOptions<LedgerOptions>;
