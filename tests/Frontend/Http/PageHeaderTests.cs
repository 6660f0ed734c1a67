using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Petitions.Frontend.Signing;
using Petitions.Grains.Counting;
using Petitions.Grains.Petitions;
using Petitions.Tests.Frontend.Hosting;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Http;

/// <summary>
/// Headers that protect the reader, at every address that is mapped, also those that will be added: before the catalogue is read, after it,
/// with a cluster that answers the count alone.
/// </summary>
public sealed class PageHeaderTests : IAsyncLifetime
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly int _adminPort = FreePort.Next();
    private volatile bool _isAway;

    public PageHeaderTests()
    {
        var source = FakeGrains.Of<ICatalogueSource>((_, _) => _isAway ? throw new TimeoutException("The cluster does not answer.")
            : Task.FromResult(new CatalogueChanges(1, [SamplePetition.Open], [])));
        var grain = FakeGrains.Of<IPetitionGrain>((method, _) =>
            method.Name == nameof(IPetitionGrain.Tally) ? Task.FromResult<Tally?>(SamplePetition.Tally(3, 3))
                : throw new InvalidOperationException(method.Name));
        _app = FrontendWithoutCluster.Build(source, grain, _adminPort);
        _app.MapGet("/throws", (RequestDelegate)(_ => throw new InvalidOperationException("A fault.")));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Every_answer_forbids_sniffing_and_every_page_keeps_its_window(bool isAway)
    {
        _isAway = isAway;
        await StartAsync();
        var statuses = new SortedSet<int>();
        foreach (var (method, path) in Addresses())
        {
            foreach (var site in _app.Urls)
            {
                using var answer = await SendAsync(method, site + path);
                var what = $"{method} {path} {(int)answer.StatusCode}";
                statuses.Add((int)answer.StatusCode);
                Assert.Equal((what, "nosniff"), (what, Header(answer, "X-Content-Type-Options")));
                var isPage = answer.Content.Headers.ContentType?.MediaType == "text/html";
                Assert.Equal((what, isPage ? "same-origin" : null), (what, Header(answer, "Cross-Origin-Opener-Policy")));
            }
        }
        int[] expected = isAway ? [200, 204, 404, 405, 503] : [200, 204, 301, 401, 404, 405, 415, 500];
        Assert.Empty(expected.Except(statuses));
    }

    [Theory, InlineData("/api/v1/petitions/old-lamp/count"), InlineData("/p/old-lamp"), InlineData("/embed/old-lamp")]
    public async Task An_unchanged_answer_forbids_sniffing(string path)
    {
        await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, _app.Urls.First() + path);
        request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        using var answer = await _http.SendAsync(request, Cancel);
        Assert.Equal((304, "nosniff"), ((int)answer.StatusCode, Header(answer, "X-Content-Type-Options")));
    }

    [Fact]
    public async Task A_signature_that_is_refused_before_it_is_read_forbids_sniffing()
    {
        await StartAsync();
        var admission = _app.Services.GetRequiredService<Admission>();
        while (admission.TryEnter(out _)) continue;
        using var answer = await SendAsync("POST", _app.Urls.First() + "/api/v1/petitions/old-lamp/signatures");
        Assert.Equal((503, "nosniff"), ((int)answer.StatusCode, Header(answer, "X-Content-Type-Options")));
    }

    private async Task StartAsync()
    {
        await _app.StartAsync(Cancel);
        var catalogue = _app.Services.GetRequiredService<IPetitionCatalogue>();
        if (!_isAway) Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(20), () => catalogue.IsLoaded));
    }

    private IEnumerable<(string Method, string Path)> Addresses()
    {
        foreach (var endpoint in FrontendWithoutCluster.EndpointsOf(_app))
        {
            var path = endpoint.RoutePattern.RawText!.Replace("{slug}", SamplePetition.Slug, StringComparison.Ordinal)
                .Replace("{token}", "token", StringComparison.Ordinal);
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods) yield return (method, path);
        }
        yield return ("GET", "/nowhere");
        yield return ("GET", "/api/nowhere");
        yield return ("DELETE", "/livez");
        yield return ("GET", "/p/Old-Lamp");
        yield return ("GET", "/p/nobody-knows-this");
        yield return ("GET", "/embed/nobody-knows-this");
    }

    private Task<HttpResponseMessage> SendAsync(string method, string address) =>
        _http.SendAsync(new(new HttpMethod(method), address), HttpCompletionOption.ResponseHeadersRead, Cancel);

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
