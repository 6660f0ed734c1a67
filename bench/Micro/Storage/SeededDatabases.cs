namespace Petitions.Bench.Micro.Storage;

/// <summary>
/// The databases of this run: each is seeded once, for the first benchmark that needs it, and removed at the end.
/// </summary>
internal static class SeededDatabases
{
    private static readonly Dictionary<(StoreKind, int), SeededDatabase> Seeded = [];

    /// <summary>The database of that kind and size. Not thread-safe.</summary>
    public static async Task<SeededDatabase> OfAsync(StoreKind kind, int rows)
    {
        if (Seeded.TryGetValue((kind, rows), out var database)) return database;
        return Seeded[(kind, rows)] = await SeededDatabase.CreateAsync(kind, rows);
    }

    public static async Task DisposeAsync()
    {
        foreach (var database in Seeded.Values) await database.DisposeAsync();
        Seeded.Clear();
    }
}
