namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>A signature row, as far as an audit looks at it.</summary>
/// <param name="Operation">The operation that made it.</param>
/// <param name="State">1 when it counts.</param>
/// <param name="Petition">Its number in the rehearsal; -1 for one that is not of it.</param>
internal readonly record struct StoredSignature(Guid Operation, short State, short Petition)
{
    public const short Counted = 1;
}
