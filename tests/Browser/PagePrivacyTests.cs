using Microsoft.Playwright;
using Xunit;

namespace Petitions.Tests.Browser;

/// <summary>Support for a petition can reveal a political opinion: no page tells anybody else that it is being read, or remembers it.</summary>
[Collection(BrowsedProgram.Collection)]
public sealed class PagePrivacyTests(Chromium chromium, BrowsedProgram program) : BrowserTest(chromium, program)
{
    public static TheoryData<string> Pages => SomePages.Names;

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_asks_no_other_site_sets_no_cookie_and_leaves_the_console_empty(string name)
    {
        var page = await NewPageAsync();
        var (asked, said) = (new List<Uri>(), Complaints.Of(page));
        page.Request += (_, request) => asked.Add(new Uri(request.Url));
        await page.GoToAsync(name);
        await page.WaitForLoadStateAsync(LoadState.Load);

        Assert.NotEmpty(asked);
        // The icon is a part of the page.
        Assert.All(asked.Where(address => address.Scheme != "data"), address => Assert.Equal(Program.Address.Authority, address.Authority));
        Assert.Empty(said);
        Assert.Empty(await page.Context.CookiesAsync());
        Assert.Equal(0, await page.EvaluateAsync<int>("() => localStorage.length + sessionStorage.length"));
    }
}
