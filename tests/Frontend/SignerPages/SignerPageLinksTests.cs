using Petitions.Frontend.Localization;
using Petitions.Frontend.SignerPages;
using Xunit;

namespace Petitions.Tests.Frontend.SignerPages;

public sealed class SignerPageLinksTests
{
    [Fact]
    public void Every_link_keeps_the_language_of_the_page_also_one_that_the_words_of_the_site_do_not_have()
    {
        var texts = Texts.For("fr");
        Assert.All(
            [
                SignerPageLinks.Confirm("lamp", "token", texts), SignerPageLinks.Mine("lamp", "token", texts),
                SignerPageLinks.Mine("lamp", "token", "erase", texts), SignerPageLinks.StopMail("lamp", "token", texts),
                SignerPageLinks.My(null, texts), SignerPageLinks.My("lamp", texts), SignerPageLinks.Sent(texts),
            ],
            link => Assert.EndsWith("lang=fr", link, StringComparison.Ordinal));
    }
}
