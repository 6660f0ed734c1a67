using Petitions.Frontend.Http;
using Petitions.Grains.Keys;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// Reads below <c>/p/{slug}/mine/{token}</c>: the signer's page, the same data as JSON (GDPR Art. 15 and 20), and the page that explains
/// erasure.
/// </summary>
internal sealed class SignerPageEndpoints(SignerLinkAuthentication links, SignerViews views, SignerPageRenderer pages)
{
    // Values of "done" in the address after an action. Others are ignored.
    private static readonly string[] Actions = ["corrected", "withdrawn", "erased", "signed", "newsletter"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<SignerPageEndpoints>();
        routes.MapMethods("/p/{slug}/mine/{token}", ConditionalGet.Methods, (RequestDelegate)endpoints.ShowAsync);
        routes.MapMethods("/p/{slug}/mine/{token}/erase", ConditionalGet.Methods, (RequestDelegate)endpoints.ExplainErasingAsync);
        routes.MapMethods("/p/{slug}/mine/{token}/data.json", ConditionalGet.Methods, (RequestDelegate)endpoints.DownloadAsync);
    }

    private async Task ShowAsync(HttpContext http)
    {
        if (await AuthenticateAsync(http) is not { } view) return;
        var done = Actions.FirstOrDefault(action => http.Request.Query["done"] == action);
        await pages.AnswerAsync<SignerPage>(http, view.Texts, new() { [nameof(SignerPage.View)] = view with { Done = done } });
    }

    private async Task ExplainErasingAsync(HttpContext http)
    {
        if (await AuthenticateAsync(http) is not { } view) return;
        if (view.CanErase) await pages.AnswerAsync<ErasePage>(http, view.Texts, new() { [nameof(ErasePage.View)] = view });
        else SignerPageRenderer.Redirect(http, SignerPageLinks.Mine(view.Petition.Slug, view.Token, view.Texts));
    }

    private async Task DownloadAsync(HttpContext http)
    {
        if (await AuthenticateAsync(http) is not { } view) return;
        SignerPageRenderer.SetHead(http.Response);
        http.Response.ContentType = Answers.Json;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{view.Petition.Slug}-signature.json\"";
        await http.Response.Body.WriteAsync(StoredData.Of(view).ToBytes(), http.RequestAborted);
    }

    private async Task<SignerView?> AuthenticateAsync(HttpContext http)
    {
        if (await links.AuthenticateAsync(http, SignerLinkUse.SignerPage) is not { } link) return null;
        var viewed = await views.OfAsync(link);
        if (viewed.Failure is not null)
            await pages.TryAgainAsync(http, link.Petition, SignerPageLinks.Mine(link.Petition.Slug, link.Token, link.Texts));
        else if (viewed.Answer is null) await pages.WrongLinkAsync(http);
        return viewed.Answer;
    }
}
