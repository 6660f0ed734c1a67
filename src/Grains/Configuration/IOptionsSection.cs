namespace Petitions.Grains.Configuration;

/// <summary>Options that one section of the configuration sets.</summary>
public interface IOptionsSection
{
    /// <summary>Path of the section, such as <c>Petition:Ledger</c>.</summary>
    static abstract string Section { get; }
}
