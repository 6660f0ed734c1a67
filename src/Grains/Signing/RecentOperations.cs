namespace Petitions.Grains.Signing;

/// <summary>
/// What the activation of a signer remembers: which petitions hold a row of this person, and the last few operations there. A cache in
/// front of the unique constraint, never the proof: what it forgets costs one more look-up in the database.
/// </summary>
internal sealed class RecentOperations
{
    /// <summary>Petitions remembered per signer; the oldest is forgotten.</summary>
    public const int PetitionsMax = 16;

    /// <summary>Operations remembered per petition; the oldest is forgotten.</summary>
    public const int OperationsMax = 4;

    private readonly List<(int Petition, List<Guid> Operations)> _petitions = new(capacity: 1);

    /// <summary>The person has a row in this petition.</summary>
    public bool Has(int petition) => Find(petition) is not null;

    /// <summary>This operation was answered already.</summary>
    public bool Has(int petition, Guid operation) => Find(petition)?.Contains(operation) ?? false;

    /// <summary>The person has a row in this petition, and this operation was answered.</summary>
    public void Add(int petition, Guid operation)
    {
        var operations = Find(petition);
        if (operations is null)
        {
            if (_petitions.Count == PetitionsMax) _petitions.RemoveAt(0);
            _petitions.Add((petition, [operation]));
            return;
        }
        if (operations.Contains(operation)) return;
        if (operations.Count == OperationsMax) operations.RemoveAt(0);
        operations.Add(operation);
    }

    private List<Guid>? Find(int petition)
    {
        foreach (var remembered in _petitions)
            if (remembered.Petition == petition) return remembered.Operations;
        return null;
    }
}
