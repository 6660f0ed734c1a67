using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Petitions.Frontend.Admin;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// Calls this process over HTTP as signers do: the page, the count, and a signature whose fields are wrong, so that it is read, validated
/// and answered 422. Nothing where only https is listened on.
/// </summary>
internal sealed class HttpWarmUp : IWarmUpStep, IDisposable
{
    private static readonly byte[] Body = """
        { "givenName": "", "familyName": "", "email": "warm-up", "place": "Wien", "country": "AT", "locale": "de-AT", "ageConfirmed": true,
          "consents": [ { "id": "transfer", "version": "warm-up" } ], "newsletter": false }
        """u8.ToArray();

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false });
    private readonly IServer _server;
    private readonly IPetitionCatalogue _catalogue;
    private readonly AdminPorts _adminPorts;
    private int _calls;

    public HttpWarmUp(IServer server, IPetitionCatalogue catalogue, AdminPorts adminPorts) =>
        (_server, _catalogue, _adminPorts) = (server, catalogue, adminPorts);

    public async Task RunAsync(CancellationToken cancel)
    {
        if (PublicAddress() is not { } address || _catalogue.Listed is not [var petition, ..]) return;
        var api = $"{address}/api/v1/petitions/{petition.Slug}";
        var (method, url) = (Interlocked.Increment(ref _calls) % 4) switch
        {
            0 => (HttpMethod.Get, $"{address}/p/{petition.Slug}"),
            1 => (HttpMethod.Get, $"{api}/count"),
            _ => (HttpMethod.Post, $"{api}/signatures"),
        };
        using var request = new HttpRequestMessage(method, url);
        if (method == HttpMethod.Post)
        {
            request.Content = new ByteArrayContent(Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            request.Headers.Add("Idempotency-Key", "7d444840-9dc0-11d1-b245-5ffdce74fad2");
        }
        using var answer = await _http.SendAsync(request, cancel);
        await answer.Content.CopyToAsync(Stream.Null, cancel);
    }

    public void Dispose() => _http.Dispose();

    // By way of loopback; an address that is listened on for all is reached there, too.
    private string? PublicAddress()
    {
        foreach (var text in _server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            var address = BindingAddress.Parse(text);
            if (address.Scheme != Uri.UriSchemeHttp || address.IsUnixPipe || _adminPorts.Ports.Contains(address.Port)) continue;
            var host = address.Host is "0.0.0.0" or "[::]" or "*" or "+" ? "localhost" : address.Host;
            return $"http://{host}:{address.Port}";
        }
        return null;
    }
}
