namespace Petitions.Bench.Comparison.Settings;

/// <summary>The programs of bench/Peers: what people would build instead.</summary>
internal static class PeerNames
{
    /// <summary>Stores nothing: the ceiling that every ratio refers to.</summary>
    public const string Bare = "bare";

    public const string Crud = "crud", InsertOnly = "insert-only", LaggedCount = "lagged-count", StockOrleans = "stock-orleans";

    public static IReadOnlyList<string> All { get; } = [Bare, Crud, InsertOnly, LaggedCount, StockOrleans];
}
