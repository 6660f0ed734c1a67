using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Petitions.Tests.Support;

/// <summary>The result of one signing call.</summary>
internal readonly record struct SigningAnswer(SigningOutcome Outcome, string? Receipt = null, int Status = 0, string? Detail = null);

/// <summary>
/// Signs the first petition of a running program over HTTP; signers are numbered. Reads the petition and its consents from the API, so that
/// it depends on no particular document.
/// </summary>
internal sealed class SigningClient : IDisposable
{
    // The product answers within 6 s; later than this, the outcome is unknown.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    private readonly string _signaturePath;
    private readonly string _bodyAfterEmail;

    private SigningClient(HttpClient http, string slug, JsonArray consents)
    {
        (Http, Slug, Consents) = (http, slug, consents);
        _signaturePath = $"/api/v1/petitions/{slug}/signatures";
        _bodyAfterEmail = $$"""
            "place": "Wien", "country": "AT", "locale": "de-AT", "ageConfirmed": true,
            "consents": {{consents.ToJsonString()}}, "newsletter": false }
            """;
    }

    public HttpClient Http { get; }

    /// <summary>Slug of the petition.</summary>
    public string Slug { get; }

    /// <summary>The required consents as JSON for requests: id and version.</summary>
    public JsonArray Consents { get; }

    public static string EmailOf(int signer) => $"signer-{signer}@example.org";

    public static async Task<SigningClient> ConnectAsync(Uri address)
    {
        // No connection limit, because under load each request in flight needs a connection.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false };
        var http = new HttpClient(handler) { BaseAddress = address, Timeout = AnswerWithin };

        var list = (await http.GetFromJsonAsync<JsonNode>("/api/v1/petitions"))!;
        var slug = (string)list["petitions"]![0]!["slug"]!;
        var petition = (await http.GetFromJsonAsync<JsonNode>($"/api/v1/petitions/{slug}"))!;
        var consents = petition["consents"]!.AsArray()
            .Where(consent => (bool)consent!["required"]!)
            .Select(consent => new JsonObject { ["id"] = (string)consent!["id"]!, ["version"] = (string)consent["version"]! });
        return new SigningClient(http, slug, new JsonArray([.. consents]));
    }

    /// <summary>A valid request body for a signer, for tests to change.</summary>
    public JsonObject BodyOf(int signer) => JsonNode.Parse(TextOf(signer))!.AsObject();

    /// <summary>Posts a body unchanged; the test sets the headers.</summary>
    public async Task<HttpResponseMessage> PostAsync(string body, Guid? operation = null, string? slug = null)
    {
        using var request = RequestFor(Encoding.UTF8.GetBytes(body), operation);
        if (slug is not null) request.RequestUri = new Uri($"/api/v1/petitions/{slug}/signatures", UriKind.Relative);
        return await Http.SendAsync(request);
    }

    /// <summary>Signs. Network failures are outcomes, not exceptions.</summary>
    public async Task<SigningAnswer> SignAsync(int signer, Guid operation)
    {
        using var request = RequestFor(Encoding.UTF8.GetBytes(TextOf(signer)), operation);
        try
        {
            using var answer = await Http.SendAsync(request);
            var status = (int)answer.StatusCode;
            if (answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Accepted)
                return new(SigningOutcome.Acknowledged, await ReadReceiptAsync(answer), status);
            return answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
                ? new(SigningOutcome.Refused, null, status)
                : new(SigningOutcome.Unexpected, null, status, await answer.Content.ReadAsStringAsync());
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return new(SigningOutcome.NotSent, Detail: e.Message);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return new(SigningOutcome.Unknown, Detail: e.Message);
        }
    }

    public async Task<long> CountAsync()
    {
        var count = (await Http.GetFromJsonAsync<JsonNode>($"/api/v1/petitions/{Slug}/count"))!;
        return (long)count["count"]!;
    }

    public void Dispose() => Http.Dispose();

    private static async Task<string?> ReadReceiptAsync(HttpResponseMessage answer)
    {
        using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        return body.RootElement.GetProperty("receipt").GetString();
    }

    // Without a serialiser, to save CPU time: the load runs on the same cores as the program.
    private string TextOf(int signer) =>
        $$"""{ "givenName": "Maria", "familyName": "Musterfrau-{{signer}}", "email": "{{EmailOf(signer)}}", {{_bodyAfterEmail}}""";

    private HttpRequestMessage RequestFor(byte[] body, Guid? operation)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_signaturePath, UriKind.Relative)) { Content = content };
        if (operation is { } id) request.Headers.Add("Idempotency-Key", id.ToString());
        return request;
    }
}
