using System.Net;
using System.Text.RegularExpressions;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Pages.Petitions;

/// <summary>Pages of a petition whose document a test chooses.</summary>
public sealed partial class PublishedPageTests(PostgresServer postgres)
{
    private const string Lamp = "old-lamp";

    private static readonly Texts English = Texts.English;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_that_no_script_sent_changes_no_page_when_the_count_is_in_steps()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var host = await TestHost.StartAsync(store.Settings);
        await PublishAsync(host, SampleDocument.Open("none"));
        // The shown count does not move below ten, and the page has another form number every few seconds.
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(60), async () =>
        {
            var before = await PageAsync(host);
            Assert.Equal(HttpStatusCode.SeeOther, (await PostFormAsync(host, Signature())).Status);
            var after = await PageAsync(host);
            if (NumberOf(before) != NumberOf(after)) return false;
            Assert.Equal(before, after);
            return true;
        }));
    }

    [Fact]
    public async Task The_form_comes_with_other_fields_after_the_time_that_filling_it_in_takes()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var host = await TestHost.StartAsync(store.Settings);
        await PublishAsync(host, SampleDocument.Open("none"));
        var first = NumberOf(await PageAsync(host));
        Assert.True(await Waiting.UntilAsync(2 * FormNumber.Interval, async () => NumberOf(await PageAsync(host)) != first));
    }

    [Fact]
    public async Task Who_gets_the_data_what_protects_it_and_how_long_it_stays_is_said_in_three_lines()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var host = await TestHost.StartAsync(store.Settings);
        await PublishAsync(host, SampleDocument.Open("none"));
        Assert.Equal(
            "Sent abroad to Jane Tully (Australia): Given name, family name, nothing else."
            + "|No adequacy decision for that country."
            + "|Here it is deleted 30 days after the hand-over or the closing.",
            LinesOf(await PageAsync(host)));

        var athome = SampleDocument.Replace(SampleDocument.Open("none"), SampleDocument.Transfer, "");
        await PublishAsync(host, SampleDocument.Replace(athome, "safeCountries: https://example.org/safe-countries\n", ""));
        Assert.Equal(
            "Sent to Jane Tully: Given name, family name, nothing else."
            + "|Nothing else is passed on."
            + "|Here it is deleted 30 days after the hand-over or the closing.",
            LinesOf(await PageAsync(host)));
    }

    [Fact]
    public async Task A_form_shows_nothing_of_a_petition_that_was_taken_off_the_site()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await using var host = await TestHost.StartAsync(store.Settings);
        var petition = await PublishAsync(host, SampleDocument.Open("none"));
        var signed = Signature();
        Assert.Equal(HttpStatusCode.SeeOther, (await PostFormAsync(host, signed)).Status);
        await petition.SetListed(false);
        await host.Service<IPetitionCatalogue>().RefreshAsync(Cancel);

        var incomplete = Signature();
        incomplete["familyName"] = "";
        var otherLanguage = Signature();
        otherLanguage["switchTo"] = "de";
        foreach (var form in new[] { Signature(), incomplete, otherLanguage })
        {
            var (status, page) = await PostFormAsync(host, form);
            Assert.Equal(HttpStatusCode.NotFound, status);
            Assert.Contains(English["Notice_Unlisted_Title"], page, StringComparison.Ordinal);
            Assert.DoesNotContain("Jane Tully", page, StringComparison.Ordinal);
        }
        // A retry gets its original answer.
        Assert.Equal(HttpStatusCode.SeeOther, (await PostFormAsync(host, signed)).Status);
    }

    private static async Task<IPetitionGrain> PublishAsync(TestHost host, string document)
    {
        var petition = host.Grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(Lamp));
        await petition.Publish(SampleDocument.ReadEnglish(document).Good());
        await host.Service<IPetitionCatalogue>().RefreshAsync(Cancel);
        return petition;
    }

    private static Dictionary<string, string> Signature() => new()
    {
        ["givenName"] = "Maria", ["familyName"] = "Musterfrau", ["email"] = $"s{RunningProgram.NewSigner()}@example.org",
        ["ageConfirmed"] = "true", ["consent-transfer"] = "2026-01", ["idempotencyKey"] = $"{RunningProgram.NewOperation()}",
    };

    private static async Task<(HttpStatusCode Status, string Page)> PostFormAsync(TestHost host, Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        using var answer = await host.Public.PostAsync(new Uri($"/p/{Lamp}?lang=en", UriKind.Relative), content, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static Task<string> PageAsync(TestHost host) => host.Public.GetStringAsync($"/p/{Lamp}?lang=en", Cancel);

    private static string NumberOf(string page) => FormNumberPattern().Match(page).Groups[1].Value is { Length: > 0 } number
        ? number : throw new InvalidOperationException("The page has no form number.");

    private static string LinesOf(string page)
    {
        var lines = ListPattern().Match(page).Groups[1].Value;
        return string.Join('|', lines.Split("</li>").Select(line => Regex.Replace(Regex.Replace(line, "<[^>]*>", ""), @"\s+", " ").Trim())
            .Where(line => line.Length > 0));
    }

    [GeneratedRegex("name=\"form-([0-9]+)\"")]
    private static partial Regex FormNumberPattern();

    [GeneratedRegex("<ul class=\"short\">(.*?)</ul>", RegexOptions.Singleline)]
    private static partial Regex ListPattern();
}
