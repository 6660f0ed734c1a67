namespace Petitions.Grains.Retention;

/// <summary>Section <c>Petition:Retention</c> of the configuration: the pace at which data is destroyed, not when; that is the document's.</summary>
public sealed class RetentionOptions
{
    /// <summary>How often a silo looks for petitions whose days are over, 1 second to 1 day.</summary>
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Rows that one transaction looks at and empties, 1 to 5,000; on SQLite nobody can sign meanwhile.</summary>
    public int BatchRowsMax { get; set; } = 500;

    /// <summary>
    /// Rest after each such transaction, 0 to 10 seconds, in which the database belongs to those who sign; ten times as long while people
    /// sign faster than the processors answer.
    /// </summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(50);
}
