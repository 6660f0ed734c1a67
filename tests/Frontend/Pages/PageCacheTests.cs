using System.Text;
using System.Text.Encodings.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Form;
using Petitions.Frontend.Pages.Layout;
using Petitions.Frontend.Pages.Petitions;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Pages;

/// <summary>Pages that name the address of the site, when anybody can claim any.</summary>
public sealed class PageCacheTests : IDisposable
{
    private const string Ours = "https://petition.example";

    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddSingleton(HtmlEncoder.Default).BuildServiceProvider();
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
    public async Task Pages_of_a_petition_that_was_removed_are_forgotten()
    {
        await _catalogue.RefreshAsync(TestContext.Current.CancellationToken);
        await _pages.OfAsync(ViewAt(Ours));
        Assert.Equal(1, _pages.Held);
        _changes = new(2, [], [SamplePetition.Open.Id + 1]);
        await _catalogue.RefreshAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, _pages.Held);
        _changes = new(3, [], [SamplePetition.Open.Id]);
        await _catalogue.RefreshAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _pages.Held);
        await _pages.OfAsync(ViewAt(Ours));
        Assert.Equal(0, _pages.Held);
    }

    [Fact]
    public async Task A_page_is_rendered_once_for_each_address_and_names_its_own()
    {
        var ours = await _pages.OfAsync(ViewAt(Ours));
        var theirs = await _pages.OfAsync(ViewAt("https://evil.example"));
        Assert.Same(ours, await _pages.OfAsync(ViewAt(Ours)));
        Assert.Contains("evil.example", TextOf(theirs), StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", TextOf(ours), StringComparison.Ordinal);
        Assert.NotEqual(ours.ETag, theirs.ETag);
    }

    [Fact]
    public async Task Strangers_neither_drive_out_the_address_in_use_nor_take_memory()
    {
        var ours = await _pages.OfAsync(ViewAt(Ours));
        for (var stranger = 0; stranger < 50; stranger++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await _pages.OfAsync(ViewAt($"https://stranger-{stranger}.example"));
            Assert.Same(ours, await _pages.OfAsync(ViewAt(Ours)));
            Assert.InRange(_pages.Addresses, 1, PageCache.AddressesMax);
        }
    }

    [Fact]
    public async Task An_address_that_strangers_kept_out_comes_in_when_one_of_them_rests()
    {
        for (var stranger = 0; stranger < PageCache.AddressesMax; stranger++) await _pages.OfAsync(ViewAt($"https://stranger-{stranger}.example"));
        Assert.NotSame(await _pages.OfAsync(ViewAt(Ours)), await _pages.OfAsync(ViewAt(Ours)));
        _time.Advance(PageCache.AddressHeldFor);
        Assert.Same(await _pages.OfAsync(ViewAt(Ours)), await _pages.OfAsync(ViewAt(Ours)));
    }

    [Fact]
    public async Task An_address_is_escaped()
    {
        var page = TextOf(await _pages.OfAsync(ViewAt("https://\"><script>alert(1)</script>")));
        Assert.Contains("alert(1)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_engines_leave_out_rehearsals_and_nothing_else()
    {
        var live = await _pages.OfAsync(ViewAt(Ours));
        Assert.DoesNotContain("noindex", TextOf(live), StringComparison.Ordinal);
        var rehearsal = SamplePetition.Open with { Facts = SamplePetition.Open.Facts with { Rehearsal = true } };
        var page = await _pages.OfAsync(ViewAt(Ours) with { Petition = rehearsal });
        Assert.Contains("<meta name=\"robots\" content=\"noindex\">", TextOf(page), StringComparison.Ordinal);
    }

    private static PetitionView ViewAt(string address) => new(
        SamplePetition.Open, SamplePetition.Open.Texts[0], Texts.English, "<p>Dear Jane,</p>", new ShownCount(1, 100), PetitionPhase.Open, null,
        SignForm.Empty, address);

    private static string TextOf(CachedPage page) => Encoding.UTF8.GetString(page.Html);
}
