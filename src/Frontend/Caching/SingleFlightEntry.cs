namespace Petitions.Frontend.Caching;

/// <summary>
/// A value and the one computation at a time that replaces it. Readers of <see cref="Value"/> never wait; callers of
/// <see cref="RefreshAsync"/> share the computation under way. When it fails, the old value stays.
/// </summary>
internal abstract class SingleFlightEntry<TValue>(TimeProvider time) : CacheEntry(time) where TValue : class
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _flight;
    private TValue? _value;

    /// <summary>The newest value, however old; null before the first computation has succeeded.</summary>
    public TValue? Value
    {
        get => Volatile.Read(ref _value);
        protected set => Volatile.Write(ref _value, value);
    }

    /// <summary>A computation is under way.</summary>
    public bool IsComputing => Volatile.Read(ref _flight) is not null;

    /// <summary>
    /// Ends when the computation under way does, or at once when the value is fresh; else starts a computation. Callers that give up early
    /// (<see cref="Task.WaitAsync(CancellationToken)"/>) cancel nothing for the others. Fails as the computation did, for all its callers.
    /// </summary>
    public Task RefreshAsync()
    {
        TaskCompletionSource flight;
        lock (_lock)
        {
            if (_flight is { } underWay) return underWay.Task;
            if (IsFresh) return Task.CompletedTask;
            _flight = flight = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        _ = RunAsync(flight);
        return flight.Task;
    }

    /// <summary>The value needs no computation. Asked while no computation is under way.</summary>
    protected virtual bool IsFresh => false;

    /// <summary>Computes and sets <see cref="Value"/>.</summary>
    protected abstract Task ComputeAsync();

    private async Task RunAsync(TaskCompletionSource flight)
    {
        Exception? failure = null;
        try
        {
            await ComputeAsync();
        }
        catch (Exception e)
        {
            failure = e;
        }
        lock (_lock) _flight = null;
        if (failure is null) flight.SetResult();
        else flight.SetException(failure);
    }
}
