namespace Petitions.Grains.Signing;

/// <summary>
/// Per-signer cache: the last operations of the signer in each petition. It only saves database calls; the unique key in the database
/// decides. A forgotten entry costs one more call.
/// </summary>
internal sealed class RecentOperations
{
    /// <summary>Petitions cached per signer; one more evicts the oldest.</summary>
    public const int PetitionsMax = 16;

    /// <summary>Operations cached per petition; one more evicts the oldest.</summary>
    public const int OperationsMax = 4;

    private readonly List<(int Petition, List<Guid> Operations)> _petitions = new(capacity: 1);

    /// <summary>True when this operation is known to have been answered.</summary>
    public bool Has(int petition, Guid operation) => Find(petition)?.Contains(operation) ?? false;

    /// <summary>Records that this operation was answered.</summary>
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
