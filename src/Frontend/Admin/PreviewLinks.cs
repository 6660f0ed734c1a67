using Petitions.Frontend.Http;
using Petitions.Frontend.Pages.Layout;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Admin;

/// <summary>The address that an admin gives to whoever shall read a draft.</summary>
internal static class PreviewLinks
{
    /// <summary>The address; null when the petition is no draft.</summary>
    public static string? PreviewOf(this PublicBaseUrl address, Petition? terms) =>
        terms is { IsDraft: true, PreviewToken: { } token } ? address.InFull(PageLinks.Preview(terms.Slug, token)) : null;
}
