namespace Petitions.Grains.Counting;

/// <summary>
/// What the public sees of a count in steps. The version counts the changes of the rounded count, so that both move together and no
/// signature in between shows. Both are stored before they are shown: a version never falls, also when the petition's grain moves to
/// another silo.
/// </summary>
/// <remarks>
/// Each change needs at least one change of the exact count, so the version never exceeds the exact one. A petition may therefore be
/// published with an exact counter later, and its version still never falls.
/// </remarks>
internal sealed class SteppedCount(IPersistentState<SteppedCountState> state)
{
    private SteppedCountState? _shown;
    private Task _beginning = Task.CompletedTask, _storing = Task.CompletedTask;
    // Whether the last write has succeeded is unknown.
    private bool _isUnsure;

    /// <summary>
    /// The count and version to show. The first are stored before. When the rounded count has changed, stores it in the background and
    /// shows it once that has succeeded; while the database is away, the old ones stay.
    /// </summary>
    /// <param name="count">The exact count.</param>
    /// <param name="version">The exact version, where to begin when nothing is stored.</param>
    /// <exception cref="Exception">Nothing was stored before, and the database is away.</exception>
    public async ValueTask<SteppedCountState> ShowAsync(long count, long version)
    {
        var rounded = CountSteps.RoundDown(count);
        if (_shown is null && state.RecordExists) _shown = state.State;
        if (_shown is null)
        {
            if (_beginning.IsCompleted) _beginning = BeginAsync(rounded, version);
            await _beginning;
        }
        if (_shown!.Count != rounded && _storing.IsCompleted) _storing = StoreAsync(rounded);
        return _shown;
    }

    /// <summary>
    /// Forgets what was shown, for a petition that is removed or was exact until now. Steps then begin at the exact version. Nothing may be
    /// shown meanwhile.
    /// </summary>
    public async Task ClearAsync()
    {
        await _storing;
        await _beginning.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        if (state.RecordExists) await state.ClearStateAsync();
        _shown = null;
    }

    // Another activation that began at a later signature would otherwise show a higher version for the same rounded count.
    private async Task BeginAsync(long rounded, long version)
    {
        if (_isUnsure) await state.ReadStateAsync();
        if (!state.RecordExists)
        {
            _isUnsure = true;
            state.State = new() { Count = rounded, Version = version };
            await state.WriteStateAsync();
        }
        _isUnsure = false;
        _shown = state.State;
    }

    // Never fails; the next call of Show tries again.
    private async Task StoreAsync(long rounded)
    {
        try
        {
            if (_isUnsure)
            {
                await state.ReadStateAsync();
                if (state.RecordExists && state.State.Version > _shown!.Version) _shown = state.State;
                _isUnsure = false;
            }
            if (_shown!.Count == rounded) return;
            state.State = new() { Count = rounded, Version = _shown.Version + 1 };
            await state.WriteStateAsync();
            _shown = state.State;
        }
        catch (Exception)
        {
            // The database is away, which the ledger logs, or another activation was faster.
            _isUnsure = true;
        }
    }
}

/// <summary>What <see cref="SteppedCount"/> stores. Immutable: replaced as a whole.</summary>
[GenerateSerializer, Alias("petitions.stepped-count-state")]
internal sealed class SteppedCountState
{
    /// <summary>The rounded count.</summary>
    [Id(0)] public long Count { get; init; }

    /// <summary>Grows by 1 with every change of <see cref="Count"/>.</summary>
    [Id(1)] public long Version { get; init; }
}
