using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Petitions.Frontend.Admin;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Grains.Counting;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Hosting;

/// <summary>
/// The whole front end while its catalogue cannot be read. Nobody can say which petitions there are then, so that no address may answer
/// that one is unknown; every address is asked that is mapped, also those that will be added.
/// </summary>
public sealed class CatalogueReadinessTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // What needs no petition.
    private static readonly string[] Served = ["/livez", "/my/sent", "/assets/", "/widgets/"];

    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private volatile bool _isAway = true;
    private int _askedInVain;

    public CatalogueReadinessTests()
    {
        var source = FakeGrains.Of<ICatalogueSource>((_, _) =>
        {
            if (!_isAway) return Task.FromResult(new CatalogueChanges(1, [SamplePetition.Open], []));
            Interlocked.Increment(ref _askedInVain);
            throw new TimeoutException("The cluster does not answer.");
        });
        var grain = FakeGrains.Of<IPetitionGrain>((method, _) =>
            method.Name == nameof(IPetitionGrain.Tally) ? Task.FromResult<Tally?>(SamplePetition.Tally(3, 3))
                : throw new TimeoutException(method.Name));
        _app = FrontendWithoutCluster.Build(source, grain);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Theory, InlineData("old-lamp"), InlineData("no-such-petition")]
    public async Task Every_address_that_needs_petitions_says_that_they_are_not_there_yet(string slug)
    {
        var asked = 0;
        foreach (var (method, path) in Addresses(slug).Where(address => !Served.Any(address.Path.StartsWith)))
        {
            using var answer = await SendAsync(method, path);
            var what = $"{method} {path}";
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{what}: {answer.StatusCode}");
            Assert.True(answer.Headers.RetryAfter is not null && answer.Headers.CacheControl!.NoStore, what);
            var isForPrograms = path.StartsWith("/api/", StringComparison.Ordinal) || path is "/oembed" or "/readyz"
                || path.EndsWith(".png", StringComparison.Ordinal);
            Assert.Equal((what, isForPrograms ? "application/problem+json" : "text/html"),
                (what, answer.Content.Headers.ContentType?.MediaType));
            // Counters on pages of other sites must see the status and the header, and a picture must not be held back.
            if (path != "/readyz") Assert.Equal((what, "*", "cross-origin"),
                (what, Header(answer, "Access-Control-Allow-Origin"), Header(answer, "Cross-Origin-Resource-Policy")));
            asked++;
        }
        Assert.True(asked > 30, $"Only {asked} addresses were asked.");
    }

    [Fact]
    public async Task Assets_are_served_and_unknown_addresses_stay_404()
    {
        foreach (var (method, path) in Addresses("old-lamp").Where(address => Served.Any(address.Path.StartsWith)))
        {
            using var answer = await SendAsync(method, path);
            Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {answer.StatusCode}");
        }
        using var preflight = await SendAsync("OPTIONS", "/api/v1/petitions/old-lamp/count");
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        using var nowhere = await SendAsync("GET", "/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        using var wrongMethod = await SendAsync("DELETE", "/api/v1/petitions/old-lamp/count");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrongMethod.StatusCode);
    }

    [Theory, InlineData("en"), InlineData("de")]
    public async Task The_unread_catalogue_has_a_page_in_each_language_without_a_referrer(string lang)
    {
        foreach (var path in (string[])["/", "/p/old-lamp", "/embed/old-lamp", "/p/old-lamp/mine/token", "/my"])
        {
            using var answer = await SendAsync("GET", $"{path}?lang={lang}");
            var html = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.Contains(Texts.Find(lang)!["Notice_503_Title"], html, StringComparison.Ordinal);
            Assert.Contains(Texts.Find(lang)!["Notice_503_Text"], html, StringComparison.Ordinal);
            var isFrame = path.StartsWith("/embed", StringComparison.Ordinal);
            Assert.Equal(isFrame ? ContentSecurityPolicy.Frame : ContentSecurityPolicy.Site, Header(answer, "Content-Security-Policy"));
            // What the script of the form reads: nothing was stored.
            if (!isFrame) Assert.Contains("data-refusal=\"unavailable\"", html, StringComparison.Ordinal);
            if (!isFrame) Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        }
    }

    [Fact]
    public async Task It_recovers_by_itself_and_then_tells_known_petitions_from_unknown_ones()
    {
        _isAway = false;
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
        {
            using var ready = await SendAsync("GET", "/readyz");
            return ready.IsSuccessStatusCode;
        }));
        Assert.Contains("old-lamp", await _http.GetStringAsync(new Uri("/api/v1/petitions", UriKind.Relative), Cancel),
            StringComparison.Ordinal);

        // An outage after that changes nothing: the last catalogue stays.
        var askedInVain = Volatile.Read(ref _askedInVain);
        _isAway = true;
        Assert.True(await Waiting.UntilAsync(Patience, () => Volatile.Read(ref _askedInVain) > askedInVain + 1));
        foreach (var path in (string[])["/api/v1/petitions/{0}", "/api/v1/petitions/{0}/count", "/api/v1/petitions/{0}/badge.svg",
            "/p/{0}", "/p/{0}/embed", "/embed/{0}"])
        {
            using var known = await SendAsync("GET", string.Format(null, path, "old-lamp"));
            using var unknown = await SendAsync("GET", string.Format(null, path, "no-such-petition"));
            Assert.Equal((path, HttpStatusCode.OK, HttpStatusCode.NotFound), (path, known.StatusCode, unknown.StatusCode));
        }
        using var signed = await SendAsync("POST", "/api/v1/petitions/no-such-petition/signatures");
        await ProblemAnswer.AssertAsync(signed, 404);
    }

    // Admin addresses do not exist on public ports.
    private IEnumerable<(string Method, string Path)> Addresses(string slug) =>
        from endpoint in FrontendWithoutCluster.EndpointsOf(_app)
        from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        let path = endpoint.RoutePattern.RawText!.Replace("{slug}", slug, StringComparison.Ordinal)
            .Replace("{token}", "token", StringComparison.Ordinal)
        where method != HttpMethods.Options && endpoint.Metadata.GetMetadata<AnsweringPorts>() != AnsweringPorts.Admin
        select (method, path);

    private async Task<HttpResponseMessage> SendAsync(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        return await _http.SendAsync(request, Cancel);
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
