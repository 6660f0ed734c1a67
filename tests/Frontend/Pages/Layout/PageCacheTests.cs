using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Frontend.Pages.Petitions;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Pages.Layout;

/// <summary>Pages are cached per public address, and clients can send any Host header.</summary>
public sealed class PageCacheTests : IDisposable
{
    private const string Ours = "https://petition.example";

    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _services =
        new ServiceCollection().AddLogging().AddSingleton(HtmlEncoder.Default).BuildServiceProvider();
    private readonly PetitionCatalogue _catalogue;
    private readonly PageCache _pages;
    private CatalogueChanges _changes = new(1, [SamplePetition.Open], []);

    public PageCacheTests()
    {
        var source = FakeGrains.Of<ICatalogueSource>((_, _) => Task.FromResult(_changes));
        _catalogue = new(source, _time, NullLogger<PetitionCatalogue>.Instance);
        _pages = new(new PageRenderer(_services, _services.GetRequiredService<ILoggerFactory>()), _catalogue, _time);
    }

    public void Dispose()
    {
        _catalogue.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task Pages_of_a_removed_petition_are_removed()
    {
        await _catalogue.RefreshAsync(TestContext.Current.CancellationToken);
        await _pages.OfAsync<PetitionPage>(ViewAt(Ours));
        Assert.Equal(1, _pages.Count);
        _changes = new(2, [], [SamplePetition.Open.Id + 1]);
        await _catalogue.RefreshAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, _pages.Count);
        _changes = new(3, [], [SamplePetition.Open.Id]);
        await _catalogue.RefreshAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _pages.Count);
        await _pages.OfAsync<PetitionPage>(ViewAt(Ours));
        Assert.Equal(0, _pages.Count);
    }

    [Fact]
    public async Task A_page_is_rendered_once_per_address_and_names_it()
    {
        var ours = await _pages.OfAsync<PetitionPage>(ViewAt(Ours));
        var theirs = await _pages.OfAsync<PetitionPage>(ViewAt("https://evil.example"));
        Assert.Same(ours, await _pages.OfAsync<PetitionPage>(ViewAt(Ours)));
        Assert.Contains("evil.example", TextOf(theirs), StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", TextOf(ours), StringComparison.Ordinal);
        Assert.NotEqual(ours.ETag, theirs.ETag);
    }

    [Fact]
    public async Task Parallel_readers_of_different_counts_each_get_a_page_of_their_own_count()
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(
            async () => (Count: 70_001 + i % 3, Text: TextOf(await _pages.OfAsync<PetitionPage>(ViewAt(Ours, 70_001 + i % 3)))))));
        Assert.All(pages, page =>
            Assert.Contains(page.Count.ToString("N0", CultureInfo.InvariantCulture), page.Text, StringComparison.Ordinal));
        Assert.Equal(1, _pages.Count);
    }

    [Fact]
    public async Task Readers_share_the_rendering_under_way()
    {
        var (rendered, renderings) = (new TaskCompletionSource<CachedPage>(), 0);
        var entry = new PageCacheEntry(
            _ =>
            {
                renderings++;
                return rendered.Task;
            },
            ViewAt(Ours),
            _time);
        var readers = Enumerable.Range(0, 50).Select(_ => entry.RefreshAsync(ViewAt(Ours))).ToArray();
        rendered.SetResult(new CachedPage([], ViewAt(Ours)));
        await Task.WhenAll(readers);
        await entry.RefreshAsync(ViewAt(Ours));
        Assert.Equal(1, renderings);
        await entry.RefreshAsync(ViewAt(Ours, count: 2));
        Assert.Equal(2, renderings);
    }

    [Fact]
    public async Task An_address_is_escaped()
    {
        var page = TextOf(await _pages.OfAsync<PetitionPage>(ViewAt("https://\"><script>alert(1)</script>")));
        Assert.Contains("alert(1)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_engines_leave_out_rehearsals_and_nothing_else()
    {
        var live = await _pages.OfAsync<PetitionPage>(ViewAt(Ours));
        Assert.DoesNotContain("noindex", TextOf(live), StringComparison.Ordinal);
        var rehearsal = SamplePetition.Open with { Facts = SamplePetition.Open.Facts with { Rehearsal = true } };
        var page = await _pages.OfAsync<PetitionPage>(ViewAt(Ours) with { Petition = rehearsal });
        Assert.Contains("<meta name=\"robots\" content=\"noindex\">", TextOf(page), StringComparison.Ordinal);
    }

    private static PetitionView ViewAt(string address, long count = 1) => new(
        SamplePetition.Open, SamplePetition.Open.Texts[0], Texts.English, "<p>Dear Jane,</p>", new ShownCount(count, 100),
            PetitionPhase.Open, null,
        address);

    private static string TextOf(CachedPage page) => Encoding.UTF8.GetString(page.Html);
}
