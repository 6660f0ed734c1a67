using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages;

/// <summary>
/// The newest page of each petition and language. A page costs a hundred times as much to render as to send, and changes with the count:
/// a few times a second at most, however many read it. One page each is held, so there are never more than petitions times languages.
/// </summary>
internal sealed class RenderedPages(PageRenderer pages)
{
    private readonly ConcurrentDictionary<(string Slug, string Lang), RenderedPage> _newest = new();

    /// <summary>The page of a form that nobody has filled in.</summary>
    public async ValueTask<RenderedPage> OfAsync(PetitionView view)
    {
        var key = (view.Petition.Slug, view.Texts.Lang);
        if (_newest.TryGetValue(key, out var page) && page.Shows(view)) return page;

        var html = await pages.RenderAsync<PetitionPage>(new() { [nameof(PetitionPage.View)] = view });
        var etag = $"W/\"{Base64Url.EncodeToString(SHA256.HashData(html).AsSpan(0, 12))}\"";
        return _newest[key] = new RenderedPage(html, etag, view.Petition, view.Count, view.Phase);
    }
}

/// <summary>A page in UTF-8, and what it shows.</summary>
internal sealed record RenderedPage(byte[] Html, string ETag, Petition Petition, ShownCount? Count, PetitionPhase Phase)
{
    public bool Shows(PetitionView view) => ReferenceEquals(Petition, view.Petition) && Count == view.Count && Phase == view.Phase;
}
