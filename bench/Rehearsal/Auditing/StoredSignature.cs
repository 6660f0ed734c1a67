namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>The columns of a signature row that the audit reads.</summary>
/// <param name="Operation">The operation that made it.</param>
/// <param name="State">1 when it counts.</param>
/// <param name="Petition">Number of the petition within the rehearsal; -1 for one that is not part of it.</param>
internal readonly record struct StoredSignature(Guid Operation, short State, short Petition)
{
    public const short Counted = 1;
}
