namespace Petitions.Frontend.Hosting;

/// <summary>
/// One reason why this process might not be able to take signatures. There are several, each registered by the part that knows; the process
/// is ready when none of them misses anything.
/// </summary>
public interface IReadiness
{
    /// <summary>Null when signatures can be taken, else a sentence that says what is missing. Called often: it must be cheap.</summary>
    string? Missing { get; }
}
