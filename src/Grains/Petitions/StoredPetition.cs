namespace Petitions.Grains.Petitions;

/// <summary>
/// The terms and the life of one petition in the memory of its grain, as they are stored for certain: what is being written is not shown.
/// </summary>
internal sealed class StoredPetition(IPersistentState<PetitionState> state, IPetitionStore registry, TimeProvider time)
{
    private PetitionLife _life = PetitionLife.Empty;

    /// <summary>The terms; null before the first publication.</summary>
    public Petition? Terms { get; private set; }

    /// <summary>The life up to now; empty before the first publication.</summary>
    public PetitionLife Life => Terms is { } terms ? _life.Until(terms, time.GetUtcNow()) : _life;

    /// <summary>Takes what the storage provider has read.</summary>
    public void Load() => (Terms, _life) = (state.State.Terms, state.State.Life ?? PetitionLife.Empty);

    /// <summary>
    /// Stores new terms and how they came about in one write, then shows them to every process. When it fails, nobody knows what is
    /// stored: the grain must be activated anew.
    /// </summary>
    public async Task<Petition> KeepAsync(Petition terms, TransitionKind kind, string? reason)
    {
        var life = _life.With(Terms, terms, kind, reason, time.GetUtcNow());
        state.State = new PetitionState { Terms = terms, Life = life };
        await state.WriteStateAsync();
        await registry.ListAsync(terms, CancellationToken.None);
        (Terms, _life) = (terms, life);
        return terms;
    }

    /// <summary>Forgets the petition.</summary>
    public async Task ClearAsync(CancellationToken cancel)
    {
        await state.ClearStateAsync(cancel);
        (Terms, _life) = (null, PetitionLife.Empty);
    }
}
