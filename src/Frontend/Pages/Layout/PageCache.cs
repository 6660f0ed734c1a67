using Microsoft.AspNetCore.Components;
using Petitions.Frontend.Caching;
using Petitions.Frontend.Http;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages.Layout;

/// <summary>
/// The newest page of each kind, petition and language. Rendering costs a hundred times as much as sending, and a page changes with the
/// count: a few times a second at most, however many readers there are. Pages name the public address of the site, so each address has its
/// own: one where it is configured, else the few of this machine (<see cref="PublicBaseUrl"/>). So at most kinds × petitions × languages ×
/// addresses pages.
/// </summary>
internal sealed class PageCache
{
    /// <summary>The parameter of a cached page, a <see cref="PetitionView"/>.</summary>
    public const string ViewParameter = "View";

    private readonly PageRenderer _renderer;
    private readonly PetitionCatalogue _catalogue;
    private readonly TimeProvider _time;
    private readonly SingleFlightCache<(Type Page, int Petition, string Lang, string Site), PageCacheEntry> _pages;

    public PageCache(PageRenderer renderer, PetitionCatalogue catalogue, TimeProvider time)
    {
        (_renderer, _catalogue, _time) = (renderer, catalogue, time);
        _pages = new(time);
        catalogue.Changed += RemovePagesOf;
    }

    /// <summary>Pages that are cached.</summary>
    public int Count => _pages.Count;

    /// <summary>The newest page of this kind, which has the one required parameter <see cref="ViewParameter"/>.</summary>
    public async ValueTask<CachedPage> OfAsync<TPage>(PetitionView view) where TPage : IComponent
    {
        var key = (typeof(TPage), view.Petition.Id, view.Texts.PageLang, view.PublicBaseUrl);
        var entry = _pages.GetOrAdd(
            key, static (_, its) => new PageCacheEntry(its.Cache.RenderAsync<TPage>, its.View, its.Cache._time), (Cache: this, View: view));
        if (entry.Value is { } cached && cached.Shows(view)) return cached;

        await entry.RefreshAsync(view);
        // The petition may have been removed while its page was rendered.
        if (_catalogue.IsLoaded && !_catalogue.TryFind(view.Petition.Id, out _)) _pages.Remove(key, entry);
        // The rendering that was under way may have begun with an older count.
        return entry.Value is { } rendered && rendered.Shows(view) ? rendered : await RenderAsync<TPage>(view);
    }

    private async Task<CachedPage> RenderAsync<TPage>(PetitionView view) where TPage : IComponent =>
        new(await _renderer.RenderAsync<TPage>(new() { [ViewParameter] = view }), view);

    private void RemovePagesOf(CatalogueChanges changes)
    {
        if (changes.Removed.IsEmpty) return;
        foreach (var (key, page) in _pages.Entries)
            if (changes.Removed.Contains(key.Petition)) _pages.Remove(key, page);
    }
}
