using System.Text.Encodings.Web;
using System.Text.Unicode;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Petitions.Bench.Micro.Counting;
using Petitions.Frontend.Counting;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Frontend.Pages.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Bench.Micro.Pages;

/// <summary>
/// The cost of the signing page per reader, rendered each time or served from the cache.
/// </summary>
public class PageServing
{
    private ServiceProvider _services = null!;
    private CountCache _counts = null!;
    private PetitionViews _views = null!;
    private PageRenderer _pages = null!;
    private PageCache _rendered = null!;
    private PetitionView _view = null!;
    private Texts _texts = null!;
    private readonly HttpRequest _request = new DefaultHttpContext().Request;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _services = new ServiceCollection().AddLogging().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).BuildServiceProvider();
        _counts = StubPetition.NewCountCache();
        var network = Options.Create(new NetworkOptions { PublicUrl = "https://petition.example" });
        _views = new PetitionViews(
            _counts, new PublicBaseUrl(network), Options.Create(new ConfirmationOptions()), TimeProvider.System);
        _pages = new PageRenderer(_services, _services.GetRequiredService<ILoggerFactory>());
        _rendered = new PageCache(_pages, StubPetition.NewCatalogue(), TimeProvider.System);
        _texts = Texts.English;
        _view = await _views.OfAsync(_request, SampleData.Petition, _texts);
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        _counts.Dispose();
        await _services.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public async Task<int> RenderEachTime() =>
        (await _pages.RenderAsync<PetitionPage>(new() { [nameof(PetitionPage.View)] = _view })).Length;

    [Benchmark]
    public async Task<int> ServeRendered() =>
        (await _rendered.OfAsync<PetitionPage>(await _views.OfAsync(_request, SampleData.Petition, _texts))).Html.Length;
}
