using Petitions.Frontend.Localization;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// Lets in whoever comes with a good link. A token that was changed, has expired, is for something else or another petition, or for one
/// that is not there, gets one and the same answer: which of these it is helps only people who try tokens.
/// </summary>
internal sealed class SignerLinkAuthentication(IPetitionCatalogue catalogue, SignerActions actions, SignerPageRenderer pages, TimeProvider time)
{
    /// <summary>Who comes, and what for; null when the call is answered already.</summary>
    public async Task<AuthenticatedLink?> AuthenticateAsync(HttpContext http, SignerLinkUse use)
    {
        var token = http.Request.RouteValues["token"] as string ?? "";
        if (!catalogue.TryFind(http, out var petition) || token.Length != SignerLink.Characters)
        {
            await pages.WrongLinkAsync(http);
            return null;
        }

        var opened = await actions.OpenAsync(petition, token);
        if (opened.Failure is not null)
        {
            await pages.TryAgainAsync(http, petition, $"{http.Request.Path}");
            return null;
        }
        if (opened.Answer is not { } link || link.Use != use || time.GetUtcNow() >= link.ExpiresAt)
        {
            await pages.WrongLinkAsync(http);
            return null;
        }
        return new(petition, PageLanguage.Of(http.Request), token, link);
    }
}

/// <summary>One call by somebody with a good link.</summary>
/// <param name="Petition">The petition that it is about.</param>
/// <param name="Texts">The language of the page.</param>
/// <param name="Token">The token of the link, for links to the same person's pages.</param>
/// <param name="Link">What the token says.</param>
internal sealed record AuthenticatedLink(Petition Petition, Texts Texts, string Token, OpenedLink Link);
