namespace Petitions.Frontend.Hosting;

/// <summary>Whether this process can take signatures; the host knows.</summary>
public interface IReadiness
{
    /// <summary>Null when signatures can be taken, else a sentence that says what is missing. Asked often: it must cost nothing.</summary>
    string? Missing { get; }
}
