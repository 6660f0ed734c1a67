using Petitions.Frontend.Caching;

namespace Petitions.Frontend.Pages.Layout;

/// <summary>The newest page of one kind, petition and language, rendered anew when it does not show what a reader should see.</summary>
internal sealed class PageCacheEntry(Func<PetitionView, Task<CachedPage>> render, PetitionView view, TimeProvider time)
    : SingleFlightEntry<CachedPage>(time)
{
    private PetitionView _view = view;

    /// <summary>Renders the view, or waits for the rendering under way, which may be of another one.</summary>
    public Task RefreshAsync(PetitionView view)
    {
        Volatile.Write(ref _view, view);
        return RefreshAsync();
    }

    protected override bool IsFresh => Value is { } page && page.Shows(Volatile.Read(ref _view));

    protected override async Task ComputeAsync() => Value = await render(Volatile.Read(ref _view));
}
