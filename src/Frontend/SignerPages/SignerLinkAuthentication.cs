using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// Authenticates a signer by the token of a mailed link. A token that was changed, has expired, is for another use, another petition or an
/// unknown one always gets the same answer: the reason would only help to guess tokens.
/// </summary>
internal sealed class SignerLinkAuthentication(
    IPetitionCatalogue catalogue, SignerActions actions, SignerPageRenderer pages, WrongLinkLimit limit, RemoteAddress addresses,
    TimeProvider time)
{
    /// <summary>The authenticated link; null when the call was refused and answered.</summary>
    public async Task<AuthenticatedLink?> AuthenticateAsync(HttpContext http, SignerLinkUse use)
    {
        var token = http.Request.RouteValues["token"] as string ?? "";
        if (!catalogue.TryFind(http, out var petition) || token.Length != SignerLink.Characters)
        {
            await pages.WrongLinkAsync(http);
            return null;
        }

        var address = addresses.ToLimit(http);
        if (!limit.TryCount(address))
        {
            await pages.NoticeAsync(http, Problem.TooManyLinks, "TooMany");
            return null;
        }
        var opened = await actions.OpenAsync(petition, token);
        if (opened.Failure is not null || opened.Answer is not null) limit.Forgive(address);
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
        return new(petition, PageLanguage.Of(http.Request, petition), token, link);
    }
}

/// <summary>A call with a valid link.</summary>
/// <param name="Petition">The petition of the link.</param>
/// <param name="Texts">The language of the page.</param>
/// <param name="Token">The token, for links to the pages of the same person.</param>
/// <param name="Link">The content of the token.</param>
internal sealed record AuthenticatedLink(Petition Petition, Texts Texts, string Token, OpenedLink Link);
