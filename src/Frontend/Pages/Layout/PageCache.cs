using Microsoft.AspNetCore.Components;
using Petitions.Frontend.Caching;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages.Layout;

/// <summary>
/// The newest page of each kind, petition and language. Rendering costs a hundred times as much as sending, and a page changes with the
/// count: a few times a second at most, however many readers there are. Pages name the public address of the site, so each address has its
/// own: at most kinds × petitions × languages × <see cref="AddressesMax"/> pages, and one address where it is configured.
/// </summary>
internal sealed class PageCache
{
    /// <summary>
    /// Addresses whose pages are cached: without a configured address, clients can send any Host header. At the limit, pages of another
    /// address are rendered for each reader, until a cached address was not read for <see cref="AddressIdleTimeout"/>. So made-up addresses
    /// cannot evict the one in use.
    /// </summary>
    public const int AddressesMax = 4;

    /// <summary>The parameter of a cached page, a <see cref="PetitionView"/>.</summary>
    public const string ViewParameter = "View";

    /// <summary>An address that was not read for this long can be evicted by a new one.</summary>
    public static readonly TimeSpan AddressIdleTimeout = TimeSpan.FromSeconds(10);

    private readonly PageRenderer _renderer;
    private readonly PetitionCatalogue _catalogue;
    private readonly TimeProvider _time;
    private readonly SingleFlightCache<string, AddressPages> _addresses;

    public PageCache(PageRenderer renderer, PetitionCatalogue catalogue, TimeProvider time)
    {
        (_renderer, _catalogue, _time) = (renderer, catalogue, time);
        _addresses = new(time, entriesMax: AddressesMax, evictableAfter: AddressIdleTimeout);
        catalogue.Changed += RemovePagesOf;
    }

    /// <summary>Addresses whose pages are cached.</summary>
    public int Addresses => _addresses.Count;

    /// <summary>Pages that are cached, of all addresses.</summary>
    public int Count => _addresses.Entries.Sum(address => address.Value.Pages.Count);

    /// <summary>The newest page of this kind, which has the one required parameter <see cref="ViewParameter"/>.</summary>
    public async ValueTask<CachedPage> OfAsync<TPage>(PetitionView view) where TPage : IComponent
    {
        if (!_addresses.TryGetOrAdd(view.PublicBaseUrl, static (_, time) => new AddressPages(time), _time, out var address))
            return await RenderAsync<TPage>(view);
        address.MarkRead();
        var key = (typeof(TPage), view.Petition.Id, view.Texts.PageLang);
        var entry = address.Pages.GetOrAdd(
            key, static (_, its) => new PageCacheEntry(its.Cache.RenderAsync<TPage>, its.View, its.Cache._time), (Cache: this, View: view));
        if (entry.Value is { } cached && cached.Shows(view)) return cached;

        await entry.RefreshAsync(view);
        // The petition may have been removed while its page was rendered.
        if (_catalogue.IsLoaded && !_catalogue.TryFind(view.Petition.Id, out _)) address.Pages.Remove(key, entry);
        // The rendering that was under way may have begun with an older count.
        return entry.Value is { } rendered && rendered.Shows(view) ? rendered : await RenderAsync<TPage>(view);
    }

    private async Task<CachedPage> RenderAsync<TPage>(PetitionView view) where TPage : IComponent =>
        new(await _renderer.RenderAsync<TPage>(new() { [ViewParameter] = view }), view);

    private void RemovePagesOf(CatalogueChanges changes)
    {
        if (changes.Removed.IsEmpty) return;
        foreach (var (_, address) in _addresses.Entries)
            foreach (var (key, page) in address.Pages.Entries)
                if (changes.Removed.Contains(key.Petition)) address.Pages.Remove(key, page);
    }

    private sealed class AddressPages(TimeProvider time) : CacheEntry(time)
    {
        public SingleFlightCache<(Type Page, int Petition, string Lang), PageCacheEntry> Pages { get; } = new(time);
    }
}
