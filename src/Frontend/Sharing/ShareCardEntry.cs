namespace Petitions.Frontend.Sharing;

/// <summary>
/// The newest picture of one petition in one language, and the drawing under way that everybody shares who asks meanwhile.
/// </summary>
internal sealed class ShareCardEntry(TimeProvider time)
{
    private readonly Lock _turn = new();
    private CardImage? _held;
    private long _drawnAt = time.GetTimestamp();
    private long _askedAt = time.GetTimestamp();
    private bool _failed;

    // Set while a drawing waits for its turn or is under way.
    private TaskCompletionSource? _drawing;
    private CardContent? _next;

    /// <summary>The newest picture; null before the first.</summary>
    public CardImage? Held => Volatile.Read(ref _held);

    /// <summary>Nobody has asked for this long.</summary>
    public TimeSpan Unasked => time.GetElapsedTime(Volatile.Read(ref _askedAt));

    /// <summary>
    /// The drawing to wait for; null when what is held will do. A caller for whom <paramref name="isNew"/> is true brings the card to the
    /// drawer, or gives it up.
    /// </summary>
    public Task? Ask(CardContent now, out bool isNew)
    {
        Volatile.Write(ref _askedAt, time.GetTimestamp());
        lock (_turn)
        {
            isNew = false;
            var age = time.GetElapsedTime(_drawnAt);
            // What could not be drawn is not tried again by everybody who asks.
            if (_failed && age < CardRedrawPolicy.Every) return null;
            if (CardRedrawPolicy.Next(_held?.Content, age, now) is not { } next) return null;
            _next = next;
            isNew = _drawing is null;
            _drawing ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drawing.Task;
        }
    }

    /// <summary>What is to be drawn now: what the last one who asked wanted.</summary>
    public CardContent? TakeTurn()
    {
        lock (_turn) return _next;
    }

    /// <summary>The drawing is done: null when it failed.</summary>
    public void Finish(CardImage? picture)
    {
        lock (_turn)
        {
            if (picture is not null) Volatile.Write(ref _held, picture);
            (_failed, _drawnAt) = (picture is null, time.GetTimestamp());
            EndDrawing();
        }
    }

    /// <summary>There will be no drawing this time; the next one who asks may try again.</summary>
    public void GiveUp()
    {
        lock (_turn) EndDrawing();
    }

    private void EndDrawing()
    {
        _drawing?.TrySetResult();
        (_drawing, _next) = (null, null);
    }
}
