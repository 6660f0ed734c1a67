namespace Petitions.Bench.Micro.Storage;

/// <summary>
/// The databases of this process: each is filled once, at the first benchmark that asks for it, and removed when the process ends.
/// </summary>
internal static class SeededDatabases
{
    private static readonly Dictionary<(StoreKind, int), SeededDatabase> Filled = [];

    /// <summary>The database of that kind and size. Called by one benchmark at a time.</summary>
    public static async Task<SeededDatabase> OfAsync(StoreKind kind, int rows)
    {
        if (Filled.TryGetValue((kind, rows), out var database)) return database;
        return Filled[(kind, rows)] = await SeededDatabase.CreateAsync(kind, rows);
    }

    public static async Task DisposeAsync()
    {
        foreach (var database in Filled.Values) await database.DisposeAsync();
        Filled.Clear();
    }
}
