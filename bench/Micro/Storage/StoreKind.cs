namespace Petitions.Bench.Micro.Storage;

/// <summary>The databases of the product.</summary>
public enum StoreKind
{
    Postgres,
    Sqlite,
}
