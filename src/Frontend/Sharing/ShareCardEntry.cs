using System.Threading.Channels;
using Petitions.Frontend.Caching;

namespace Petitions.Frontend.Sharing;

/// <summary>The newest image of one petition in one language. It is computed by a place in the queue of the worker that draws.</summary>
internal sealed class ShareCardEntry(ChannelWriter<ShareCardEntry> queue, TimeProvider time) : SingleFlightEntry<CardImage>(time)
{
    private CardContent? _wanted;
    private long _drawnAt = time.GetTimestamp();
    private volatile bool _hasFailed;
    private volatile TaskCompletionSource? _drawing;

    /// <summary>What the next drawing shows: what the last caller wanted.</summary>
    public CardContent? Wanted => Volatile.Read(ref _wanted);

    /// <summary>The last drawing failed. It is repeated by a call after <see cref="CardRedrawPolicy.Interval"/>.</summary>
    public bool HasFailed => _hasFailed;

    /// <summary>Waits for a drawing when the policy asks for one.</summary>
    public Task RefreshAsync(CardContent now)
    {
        MarkRead();
        if (Next(now) is not { } wanted) return Task.CompletedTask;
        Volatile.Write(ref _wanted, wanted);
        return RefreshAsync();
    }

    /// <summary>The drawing is done, or has failed when <paramref name="image"/> is null.</summary>
    public void Complete(CardImage? image)
    {
        if (image is not null) Value = image;
        _hasFailed = image is null;
        Volatile.Write(ref _drawnAt, Time.GetTimestamp());
        _drawing?.TrySetResult();
    }

    /// <summary>There will be no drawing; the next call may ask for one.</summary>
    public void Cancel() => _drawing?.TrySetResult();

    protected override bool IsFresh => Wanted is { } wanted && Next(wanted) is null;

    protected override Task ComputeAsync()
    {
        var drawing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _drawing = drawing;
        return queue.TryWrite(this) ? drawing.Task : Task.CompletedTask;
    }

    private CardContent? Next(CardContent now)
    {
        var age = Time.GetElapsedTime(Volatile.Read(ref _drawnAt));
        return _hasFailed && age < CardRedrawPolicy.Interval ? null : CardRedrawPolicy.Next(Value?.Content, age, now);
    }
}
