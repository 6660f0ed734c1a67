using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Petitions.Bench.Rehearsal.Load;

/// <summary>
/// Makes the requests that sign one petition. Signers are numbered; number and idempotency key are written into a prepared request, which
/// costs little processor time. E-mail addresses end in <c>.invalid</c> (RFC 2606), so no mail can be delivered.
/// </summary>
public sealed class SigningRequestTemplate
{
    /// <summary>Numbers of signers are below this.</summary>
    public const int SignersMax = 1_000_000_000;

    private const string SignerPlaceholder = "#########", OperationPlaceholder = "????????-????-????-????-????????????";

    private readonly byte[] _template;
    private readonly int _operationAt;
    private readonly int[] _signerAt;
    private readonly string _run;

    /// <summary>For a petition whose required consents are known.</summary>
    /// <param name="target">The program.</param>
    /// <param name="slug">The petition.</param>
    /// <param name="consents">Its required consents, id and version.</param>
    /// <param name="run">Letters and digits that make the e-mail addresses of this run unique.</param>
    public SigningRequestTemplate(Uri target, string slug, IEnumerable<(string Id, string Version)> consents, string run)
    {
        _run = run;
        Slug = slug;
        Path = $"/api/v1/petitions/{slug}/signatures";
        var given = consents.Select(consent => $$"""{"id":{{Quoted(consent.Id)}},"version":{{Quoted(consent.Version)}}}""");
        Body = string.Concat(
            $$"""{"givenName":"Maria","familyName":"Musterfrau-{{SignerPlaceholder}}","email":"{{Email(SignerPlaceholder)}}",""",
            """ "place":"Wien","country":"AT","locale":"de-AT","ageConfirmed":true,""",
            $$""" "consents":[{{string.Join(',', given)}}],"newsletter":false}""");
        var request = string.Concat(
            $"POST {Path} HTTP/1.1\r\nHost: {target.Authority}\r\nContent-Type: application/json\r\n",
            $"Idempotency-Key: {OperationPlaceholder}\r\nContent-Length: {Encoding.UTF8.GetByteCount(Body)}\r\n\r\n{Body}");
        _template = Encoding.UTF8.GetBytes(request);
        _operationAt = _template.AsSpan().IndexOf(Encoding.UTF8.GetBytes(OperationPlaceholder));
        var first = _template.AsSpan().IndexOf(Encoding.UTF8.GetBytes(SignerPlaceholder));
        var second = _template.AsSpan(first + 1).IndexOf(Encoding.UTF8.GetBytes(SignerPlaceholder)) + first + 1;
        _signerAt = [first, second];
    }

    /// <summary>The petition.</summary>
    public string Slug { get; }

    /// <summary>Where signatures are posted.</summary>
    public string Path { get; }

    /// <summary>Bytes of a request, the same for every signer.</summary>
    public int Length => _template.Length;

    private string Body { get; }

    /// <summary>Reads the required consents of a petition from a program.</summary>
    /// <exception cref="HttpRequestException">There is no such petition, or no answer.</exception>
    public static async Task<SigningRequestTemplate> ForAsync(
        HttpClient http, Uri target, string slug, string run, CancellationToken cancel = default)
    {
        var text = await http.GetStringAsync(new Uri(target, $"/api/v1/petitions/{slug}"), cancel);
        using var petition = JsonDocument.Parse(text);
        var consents = petition.RootElement.GetProperty("consents").EnumerateArray()
            .Where(consent => consent.GetProperty("required").GetBoolean())
            .Select(consent => (consent.GetProperty("id").GetString()!, consent.GetProperty("version").GetString()!));
        return new SigningRequestTemplate(target, slug, [.. consents], run);
    }

    /// <summary>The e-mail address of a signer.</summary>
    public string EmailOf(int signer) => Email(signer.ToString("D9", CultureInfo.InvariantCulture));

    /// <summary>Writes a complete HTTP/1.1 request and returns its length.</summary>
    public int Write(Span<byte> buffer, int signer, Guid operation)
    {
        _template.CopyTo(buffer);
        operation.TryFormat(buffer[_operationAt..], out _, "D");
        foreach (var at in _signerAt) signer.TryFormat(buffer[at..], out _, "D9", CultureInfo.InvariantCulture);
        return _template.Length;
    }

    /// <summary>The same request for an <see cref="HttpClient"/>.</summary>
    public HttpRequestMessage MessageOf(int signer, Guid operation)
    {
        var body = Body.Replace(SignerPlaceholder, signer.ToString("D9", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Path, UriKind.Relative)) { Content = content };
        request.Headers.Add("Idempotency-Key", operation.ToString());
        return request;
    }

    private string Email(string signer) => $"s{signer}.{_run}@rehearsal.invalid";

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
