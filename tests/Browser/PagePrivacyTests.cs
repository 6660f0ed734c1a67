using Xunit;

namespace Petitions.Tests.Browser;

/// <summary>Supporting a petition can reveal a political opinion: no page contacts third parties or stores that it was visited.</summary>
[Collection(BrowserTestProgram.Collection)]
public sealed class PagePrivacyTests(Chromium chromium, BrowserTestProgram program) : BrowserTest(chromium, program)
{
    [Fact]
    public async Task No_page_contacts_other_sites_stores_data_or_logs_to_the_console()
    {
        var page = await NewPageAsync();
        var (asked, said) = (new List<Uri>(), PageErrors.Of(page));
        page.Request += (_, request) => asked.Add(new Uri(request.Url));
        foreach (var name in PageKinds.Names)
        {
            await page.GoToAsync(name);
            Assert.Equal(0, await page.EvaluateAsync<int>("() => localStorage.length + sessionStorage.length"));
        }

        Assert.True(asked.Count > PageKinds.Names.Count);
        // The icon is a data URL.
        Assert.All(asked.Where(address => address.Scheme != "data"), address => Assert.Equal(Program.Address.Authority, address.Authority));
        Assert.Empty(said);
        Assert.Empty(await page.Context.CookiesAsync());
    }
}
