namespace Petitions.Silo.Storage;

/// <summary>Section <c>Petition:Storage</c> of the configuration.</summary>
internal sealed class StorageOptions
{
    /// <summary><c>sqlite</c>: embedded, one process; or <c>postgres</c>, at <c>ConnectionStrings:Petitions</c>.</summary>
    public string Provider { get; set; } = "sqlite";
}
