using Petitions.Grains.Ledger;

namespace Petitions.Silo.Storage.Sqlite;

/// <summary>By how much the counts of a shard move: all counted signatures, and those of paper and of imports among them.</summary>
internal readonly record struct CountedSource(int Counted, int Paper, int Imported)
{
    public static CountedSource operator +(CountedSource a, CountedSource b) =>
        new(a.Counted + b.Counted, a.Paper + b.Paper, a.Imported + b.Imported);

    public static CountedSource operator -(CountedSource a, CountedSource b) =>
        new(a.Counted - b.Counted, a.Paper - b.Paper, a.Imported - b.Imported);

    /// <summary>What one signature in this state and of this source adds to the counts.</summary>
    public static CountedSource After(SignatureState state, SignatureSource source) => state != SignatureState.Counted
        ? default : new(1, source == SignatureSource.Paper ? 1 : 0, source == SignatureSource.Import ? 1 : 0);
}
