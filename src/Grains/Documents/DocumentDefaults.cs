namespace Petitions.Grains.Documents;

/// <summary>What the site decides where a document says nothing.</summary>
/// <param name="TimeZone">Name of the time zone; null is UTC.</param>
public sealed record DocumentDefaults(string? TimeZone)
{
    /// <summary>Nothing is decided.</summary>
    public static DocumentDefaults None { get; } = new((string?)null);
}
