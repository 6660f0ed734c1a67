using Microsoft.Extensions.Options;
using Petitions.Grains.Configuration;

namespace Petitions.Grains.Retention;

/// <summary>
/// Section <c>Petition:Retention</c> of the configuration: the pace at which personal data is erased. When it is erased is a matter of each
/// petition's document.
/// </summary>
public sealed class RetentionOptions : IOptionsSection
{
    /// <inheritdoc/>
    public static string Section => "Petition:Retention";

    /// <summary>How often a silo looks for petitions whose retention has ended.</summary>
    [TimeRange("00:00:01", "1.00:00:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Rows that one transaction reads and erases; on SQLite nobody can sign meanwhile.</summary>
    [NumberRange(1, 5_000)]
    public int BatchRowsMax { get; set; } = 500;

    /// <summary>
    /// Pause after each such transaction, in which the database is free for signatures; ten times as long while the processors are
    /// overloaded.
    /// </summary>
    [TimeRange("00:00:00", "00:00:10")]
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(50);
}

/// <summary>Checks the ranges; generated.</summary>
[OptionsValidator]
public sealed partial class RetentionOptionsValidator : IValidateOptions<RetentionOptions>;
