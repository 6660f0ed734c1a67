using System.Buffers.Text;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using Petitions.Frontend.Assets;
using Petitions.Frontend.Pages.Layout;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages.Petitions;

/// <summary>
/// The newest page of each kind, petition and language. A page costs a hundred times as much to render as to send, and changes with the
/// count: a few times a second at most, however many read it. One page each is held per public address of the site, because pages name it;
/// so there are never more than kinds times petitions times languages times <see cref="AddressesMax"/>, and only one address where it is
/// configured.
/// </summary>
internal sealed class PageCache
{
    /// <summary>
    /// Addresses whose pages are held: without a configured one, anybody can send any Host header. Pages for another address are rendered
    /// for that reader alone, until one of those held was not asked for during <see cref="AddressHeldFor"/>: strangers cannot drive out
    /// the one that people use.
    /// </summary>
    public const int AddressesMax = 4;

    /// <summary>An address that nobody used for this long may give its place to another one.</summary>
    public static readonly TimeSpan AddressHeldFor = TimeSpan.FromSeconds(10);

    private readonly PageRenderer _pages;
    private readonly PetitionCatalogue _catalogue;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, AddressPages> _held = new(StringComparer.Ordinal);
    private readonly Lock _admitting = new();

    public PageCache(PageRenderer pages, PetitionCatalogue catalogue, TimeProvider time)
    {
        (_pages, _catalogue, _time) = (pages, catalogue, time);
        catalogue.Changed += Forget;
    }

    /// <summary>Addresses whose pages are held now.</summary>
    public int Addresses => _held.Count;

    /// <summary>Pages that are held now, of all addresses.</summary>
    public int Held => _held.Values.Sum(address => address.Newest.Count);

    /// <summary>The page of a form that nobody has filled in.</summary>
    public ValueTask<CachedPage> OfAsync(PetitionView view) => OfAsync<PetitionPage>(view);

    /// <summary>Any page with a parameter <see cref="PetitionPage.View"/> and no other.</summary>
    public async ValueTask<CachedPage> OfAsync<TPage>(PetitionView view) where TPage : IComponent
    {
        var key = (typeof(TPage), view.Petition.Id, view.Texts.Lang);
        var newest = PagesOf(view.PublicBaseUrl);
        if (newest is not null && newest.TryGetValue(key, out var page) && page.Shows(view)) return page;

        var html = await _pages.RenderAsync<TPage>(new() { [nameof(PetitionPage.View)] = view });
        var etag = $"W/\"{Base64Url.EncodeToString(SHA256.HashData(html).AsSpan(0, 12))}\"";
        var rendered = new CachedPage(html, etag, view.Petition, view.Count, view.Phase);
        if (newest is null) return rendered;
        newest[key] = rendered;
        // Removed while it was rendered.
        if (_catalogue.IsLoaded && !_catalogue.TryFind(view.Petition.Id, out _)) newest.TryRemove(key, out _);
        return rendered;
    }

    // Null when every place is taken by an address in use.
    private ConcurrentDictionary<(Type Page, int Petition, string Lang), CachedPage>? PagesOf(string address)
    {
        if (!_held.TryGetValue(address, out var pagesOf) && (pagesOf = Admit(address)) is null) return null;
        Volatile.Write(ref pagesOf.AskedAt, _time.GetTimestamp());
        return pagesOf.Newest;
    }

    private AddressPages? Admit(string address)
    {
        lock (_admitting)
        {
            if (_held.TryGetValue(address, out var held)) return held;
            if (_held.Count >= AddressesMax)
            {
                var (idle, pagesOf) = _held.MinBy(entry => Volatile.Read(ref entry.Value.AskedAt));
                if (_time.GetElapsedTime(Volatile.Read(ref pagesOf.AskedAt)) < AddressHeldFor) return null;
                _held.TryRemove(idle, out _);
            }
            return _held[address] = new AddressPages { AskedAt = _time.GetTimestamp() };
        }
    }

    // Of petitions that were removed, which only rehearsals are.
    private void Forget(CatalogueChanges changes)
    {
        if (changes.Removed.IsEmpty) return;
        foreach (var address in _held.Values)
            foreach (var key in address.Newest.Keys)
                if (changes.Removed.Contains(key.Petition)) address.Newest.TryRemove(key, out _);
    }

    private sealed class AddressPages
    {
        public long AskedAt;

        public ConcurrentDictionary<(Type Page, int Petition, string Lang), CachedPage> Newest { get; } = new();
    }
}

/// <summary>A page in UTF-8, and what it shows.</summary>
internal sealed record CachedPage(byte[] Html, string ETag, Petition Petition, ShownCount? Count, PetitionPhase Phase)
{
    private byte[]? _brotli, _gzip;

    /// <summary>
    /// The page in a coding, compressed when somebody first wants it so. It holds nothing that is secret or that the reader has sent:
    /// nobody can guess anything from its length.
    /// </summary>
    public byte[] In(ContentCoding coding) => coding switch
    {
        ContentCoding.Brotli => _brotli ??= Compress(compressed => new BrotliStream(compressed, CompressionLevel.Optimal)),
        ContentCoding.Gzip => _gzip ??= Compress(compressed => new GZipStream(compressed, CompressionLevel.Optimal)),
        _ => Html,
    };

    // Two readers may do it at the same time; the pages come out the same.
    private byte[] Compress(Func<Stream, Stream> open)
    {
        var compressed = new MemoryStream();
        using (var into = open(compressed)) into.Write(Html);
        return compressed.ToArray();
    }

    public bool Shows(PetitionView view) =>
        ReferenceEquals(Petition, view.Petition) && Count == view.Count && Phase == view.Phase;
}
