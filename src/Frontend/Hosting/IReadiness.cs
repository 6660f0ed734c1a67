namespace Petitions.Frontend.Hosting;

/// <summary>Whether this process can take signatures. Implemented by the host.</summary>
public interface IReadiness
{
    /// <summary>Null when signatures can be taken, else a sentence that says what is missing. Called often: it must be cheap.</summary>
    string? Missing { get; }
}
