using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Petitions.Frontend.Http;
using Petitions.Grains.Handover;
using Petitions.Grains.Keys;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// Reads below <c>/p/{slug}/mine/{token}</c>: the signer's page, the same data as JSON (GDPR Art. 15 and 20), the proof that the line is in
/// a parcel, and the page that explains erasure.
/// </summary>
internal sealed class SignerPageEndpoints(
    SignerLinkAuthentication links, SignerViews views, SignerActions actions, SignerPageRenderer pages)
{
    // Values of "done" in the address after an action. Others are ignored.
    private static readonly string[] Actions = ["corrected", "withdrawn", "erased", "signed", "newsletter"];

    // Names in other scripts stay letters: people read it, too.
    private static readonly InclusionProofJson Readable =
        new(new JsonSerializerOptions(InclusionProofJson.Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });

    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<SignerPageEndpoints>();
        routes.MapMethods("/p/{slug}/mine/{token}", ConditionalGet.Methods, (RequestDelegate)endpoints.ShowAsync);
        routes.MapMethods("/p/{slug}/mine/{token}/erase", ConditionalGet.Methods, (RequestDelegate)endpoints.ExplainErasingAsync);
        routes.MapMethods("/p/{slug}/mine/{token}/data.json", ConditionalGet.Methods, (RequestDelegate)endpoints.DownloadAsync);
        routes.MapMethods("/p/{slug}/mine/{token}/proof.json", ConditionalGet.Methods, (RequestDelegate)endpoints.ProveAsync);
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

    private async Task ProveAsync(HttpContext http)
    {
        if (await links.AuthenticateAsync(http, SignerLinkUse.SignerPage) is not { } link) return;
        var (proof, failure) = await actions.ProveAsync(link.Petition, link.Link.SignerKey);
        if (failure is not null)
        {
            await pages.TryAgainAsync(http, link.Petition, SignerPageLinks.Mine(link.Petition.Slug, link.Token, link.Texts));
            return;
        }
        if (proof is null)
        {
            await pages.NoticeAsync(http, Problem.NoProof, "NoProof", link.Petition);
            return;
        }
        SignerPageRenderer.SetHead(http.Response);
        http.Response.ContentType = Answers.Json;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{proof.Petition}-{proof.Parcel}-proof.json\"";
        await http.Response.Body.WriteAsync(
            JsonSerializer.SerializeToUtf8Bytes(proof, Readable.InclusionProof), http.RequestAborted);
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

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(InclusionProof))]
internal sealed partial class InclusionProofJson : JsonSerializerContext;
