namespace Petitions.Bench.Micro.Storage;

/// <summary>
/// The databases of this process: each is filled once, at the first benchmark that asks for it, and removed when the process ends.
/// </summary>
internal static class FilledDatabases
{
    private static readonly Dictionary<(StoreKind, int), FilledDatabase> Filled = [];

    /// <summary>The database of that kind and size. Called by one benchmark at a time.</summary>
    public static async Task<FilledDatabase> OfAsync(StoreKind kind, int rows)
    {
        if (Filled.TryGetValue((kind, rows), out var database)) return database;
        return Filled[(kind, rows)] = await FilledDatabase.CreateAsync(kind, rows);
    }

    public static async Task DisposeAsync()
    {
        foreach (var database in Filled.Values) await database.DisposeAsync();
        Filled.Clear();
    }
}
