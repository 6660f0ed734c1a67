using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Rehearsal.Target;

/// <summary>Calls of the admin API of a running program. A refused call throws a <see cref="UsageException"/>.</summary>
internal sealed class AdminApi : IDisposable
{
    /// <summary>E-mail addresses in one look-up.</summary>
    public const int LookupMax = 1_000;

    private readonly HttpClient _http;

    public AdminApi(TargetAddress address)
    {
        _http = new HttpClient(DirectHttpHandler.New()) { BaseAddress = address.Admin, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", address.Token);
    }

    public async Task PublishAsync(string slug, CancellationToken cancel)
    {
        var document = new JsonObject { ["name"] = RehearsalDocument.FileName(slug), ["content"] = RehearsalDocument.Of(slug) };
        await CallAsync(HttpMethod.Put, slug, "", new JsonObject { ["documents"] = new JsonArray(document) }, cancel);
    }

    public Task RemoveAsync(string slug, CancellationToken cancel) => CallAsync(HttpMethod.Delete, slug, "", null, cancel);

    /// <summary>The state of the signature of each e-mail address; <c>none</c> without one.</summary>
    public async Task<IReadOnlyDictionary<string, string>> LookUpAsync(string slug, IReadOnlyList<string> emails, CancellationToken cancel)
    {
        var body = new JsonObject { ["emails"] = new JsonArray([.. emails.Select(email => JsonValue.Create(email))]) };
        var answer = await CallAsync(HttpMethod.Post, slug, "/lookup", body, cancel);
        return answer!["states"]!.AsArray().ToDictionary(state => (string)state!["email"]!, state => (string)state!["state"]!);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode?> CallAsync(HttpMethod method, string slug, string call, JsonObject? body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/api/v1/admin/petitions/{slug}{call}", UriKind.Relative));
        if (body is not null) request.Content = JsonContent.Create(body);
        try
        {
            using var answer = await _http.SendAsync(request, cancel);
            if (answer.StatusCode == HttpStatusCode.NoContent) return null;
            if (answer.IsSuccessStatusCode) return await answer.Content.ReadFromJsonAsync<JsonNode>(cancel);
            var path = request.RequestUri;
            throw new UsageException(answer.StatusCode switch
            {
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "the program does not accept this --admin-token.",
                HttpStatusCode.Conflict => $"{slug} is a live petition there, and a rehearsal changes none: choose another --petition.",
                HttpStatusCode.NotFound => $"the program has no rehearsal {slug}, or {_http.BaseAddress} is not its admin API.",
                _ => $"the program answers {(int)answer.StatusCode} to {method} {path}: {await answer.Content.ReadAsStringAsync(cancel)}",
            });
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            throw new UsageException($"there is no answer at --admin {_http.BaseAddress}: {e.Message}");
        }
    }
}
