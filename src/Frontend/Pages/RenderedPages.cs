using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages;

/// <summary>
/// The newest page of each kind, petition and language. A page costs a hundred times as much to render as to send, and changes with the
/// count: a few times a second at most, however many read it. Pages name the address of this site, so one is held for each of the last
/// few addresses it was asked for under, and nobody gets a page made for another; there is one alone where Petition__PublicUrl is set.
/// </summary>
internal sealed class RenderedPages(PageRenderer pages)
{
    /// <summary>Addresses of this site whose pages are held. Anybody can make more up, which then take one another's place.</summary>
    public const int SitesMax = 4;

    private readonly ConcurrentDictionary<(Type Page, string Slug, string Lang), ImmutableArray<RenderedPage>> _newest = new();

    /// <summary>The page of a form that nobody has filled in.</summary>
    public ValueTask<RenderedPage> OfAsync(PetitionView view) => OfAsync<PetitionPage>(view);

    /// <summary>Any page with a parameter <see cref="PetitionPage.View"/> and no other.</summary>
    public async ValueTask<RenderedPage> OfAsync<TPage>(PetitionView view) where TPage : IComponent
    {
        var key = (typeof(TPage), view.Petition.Slug, view.Texts.Lang);
        var held = _newest.GetValueOrDefault(key, []);
        foreach (var page in held)
            if (page.Shows(view)) return page;

        var html = await pages.RenderAsync<TPage>(new() { [nameof(PetitionPage.View)] = view });
        var etag = $"W/\"{Base64Url.EncodeToString(SHA256.HashData(html).AsSpan(0, 12))}\"";
        var rendered = new RenderedPage(html, etag, view.Petition, view.Count, view.Phase, view.Site);
        _newest[key] = [rendered, .. held.Where(page => page.Site != view.Site).Take(SitesMax - 1)];
        return rendered;
    }
}

/// <summary>A page in UTF-8, and what it shows.</summary>
internal sealed record RenderedPage(byte[] Html, string ETag, Petition Petition, ShownCount? Count, PetitionPhase Phase, string Site)
{
    public bool Shows(PetitionView view) =>
        ReferenceEquals(Petition, view.Petition) && Count == view.Count && Phase == view.Phase && Site == view.Site;
}
