namespace Petitions.Bench.Micro.Storage;

/// <summary>The databases that the product runs on.</summary>
public enum StoreKind
{
    Postgres,
    Sqlite,
}
