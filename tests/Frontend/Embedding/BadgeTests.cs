using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Petitions.Frontend.Counting;
using Petitions.Frontend.Embedding;
using Petitions.Frontend.Localization;
using Petitions.Grains.Documents;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Embedding;

[Collection(RunningProgram.Collection)]
public sealed class BadgeTests(RunningProgram program)
{
    private static readonly Texts German = Texts.Find("de")!;

    [Fact]
    public void A_badge_is_drawn_once_per_answer_and_language()
    {
        var answer = AnswerOf(1_234, 5_000);
        Assert.Same(CountBadges.Of(answer).Picture(German), CountBadges.Of(answer).Picture(German));
        Assert.Same(CountBadges.Of(answer).Description(German), CountBadges.Of(answer).Description(German));
        Assert.NotEqual(CountBadges.Of(answer).Picture(German), CountBadges.Of(answer).Picture(Texts.English));
        Assert.NotEqual(CountBadges.Of(answer).Picture(German), CountBadges.Of(AnswerOf(1_235, 5_000)).Picture(German));
    }

    [Theory]
    [InlineData("en", 1_234, 5_000L, "1,234", "1,234 of 5,000 signatures")]
    [InlineData("de", 1_234, 5_000L, "1.234", "1.234 von 5.000 Unterschriften")]
    [InlineData("de", 5_000, 5_000L, "5.000", "5.000 Unterschriften, das Ziel von 5.000 ist erreicht")]
    [InlineData("en", 1, null, "1", "1 signature")]
    [InlineData("en", 12, null, "12", "12 signatures")]
    public void A_badge_has_a_title_in_its_language(string lang, long count, long? goal, string number, string title)
    {
        var picture = Draw(AnswerOf(count, goal), lang);
        Assert.Equal(title, picture.Element(Svg("title"))!.Value);
        Assert.Equal(title, picture.Attribute("aria-label")!.Value);
        Assert.Equal("img", picture.Attribute("role")!.Value);
        Assert.Equal([Texts.Find(lang)!["Count_Many"], number], picture.Descendants(Svg("text")).Select(text => text.Value));
    }

    [Theory]
    [InlineData("en", PetitionPhase.Closed, false, "7 signatures (closed)")]
    [InlineData("de", PetitionPhase.Closed, true, "7 Unterschriften (beendet)")]
    [InlineData("en", PetitionPhase.Scheduled, false, "7 signatures (not open yet)")]
    [InlineData("de", PetitionPhase.Scheduled, false, "7 Unterschriften (noch nicht offen)")]
    [InlineData("en", PetitionPhase.Open, true, "7 signatures (not up to date)")]
    [InlineData("de", PetitionPhase.Open, true, "7 Unterschriften (nicht aktuell)")]
    public void The_title_of_a_grey_badge_gives_the_reason(string lang, PetitionPhase phase, bool isStale, string title)
    {
        var answer = new CountAnswer(new PublicCount(7, null, null, 1, "W/\"1\""), phase, DateTimeOffset.UnixEpoch, 5_000, isStale);
        Assert.Equal(title, Draw(answer, lang).Element(Svg("title"))!.Value);
    }

    [Fact]
    public void The_width_of_a_badge_fits_its_texts()
    {
        var small = Draw(AnswerOf(7, null), "en");
        var large = Draw(AnswerOf(1_234_567, null), "en");
        Assert.True(WidthOf(large) > WidthOf(small) + 40);
        foreach (var picture in new[] { small, large })
        {
            var last = picture.Descendants(Svg("text")).Last();
            Assert.Equal(WidthOf(picture) - 6, (int)last.Attribute("x")! + (int)last.Attribute("textLength")!);
        }
    }

    [Theory, InlineData(PetitionPhase.Open, false, Badge.Accent), InlineData(PetitionPhase.Closed, false, Badge.Grey),
        InlineData(PetitionPhase.Open, true, Badge.Grey)]
    public void A_badge_has_the_accent_colour_only_while_open_and_current(PetitionPhase phase, bool isStale, string colour)
    {
        var answer = new CountAnswer(new PublicCount(7, null, null, 1, "W/\"1\""), phase, DateTimeOffset.UnixEpoch, 5_000, isStale);
        Assert.Contains(Draw(answer, "en").Elements(Svg("path")), path => (string)path.Attribute("fill")! == "#" + colour);
    }

    [Theory, InlineData("badge.svg", "image/svg+xml"), InlineData("badge.json", "application/json")]
    public async Task A_badge_has_the_headers_of_the_count_and_its_own_type(string name, string type)
    {
        await program.SettleAsync();
        using var count = await GetAsync($"{program.Slug}/count");
        using var badge = await GetAsync($"{program.Slug}/{name}");
        Assert.Equal(HttpStatusCode.OK, badge.StatusCode);
        Assert.Equal(type, badge.Content.Headers.ContentType?.MediaType);
        Assert.Equal("*", badge.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal(count.Headers.CacheControl, badge.Headers.CacheControl);
        Assert.Equal(count.Headers.ETag, badge.Headers.ETag);
    }

    [Theory, InlineData("badge.svg"), InlineData("badge.json")]
    public async Task An_unchanged_badge_is_304_and_HEAD_has_no_body(string name)
    {
        await program.SettleAsync();
        using var held = await GetAsync($"{program.Slug}/{name}");
        using var again = RequestFor(HttpMethod.Get, $"{program.Slug}/{name}");
        again.Headers.IfNoneMatch.Add(held.Headers.ETag!);
        using var unmoved = await program.Client.Http.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, unmoved.StatusCode);

        using var head = RequestFor(HttpMethod.Head, $"{program.Slug}/{name}");
        using var answer = await program.Client.Http.SendAsync(head, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_shields_JSON_has_exactly_the_members_of_its_schema()
    {
        using var answer = await GetAsync($"{program.Slug}/badge.json?lang=de");
        var badge = (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
        Assert.Equal(["schemaVersion", "label", "message", "color", "cacheSeconds"], badge.Select(member => member.Key));
        Assert.Equal(1, (int)badge["schemaVersion"]!);
        Assert.Equal("Unterschriften", (string)badge["label"]!);
    }

    [Theory, InlineData("badge.svg"), InlineData("badge.json")]
    public async Task A_badge_of_an_unknown_petition_is_404(string name)
    {
        using var answer = await GetAsync($"nobody-knows-this/{name}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private static CountAnswer AnswerOf(long count, long? goal) =>
        new(new PublicCount(count, goal, null, count, $"W/\"{count}\""), PetitionPhase.Open, DateTimeOffset.UnixEpoch, 5_000);

    private static XElement Draw(CountAnswer answer, string lang) =>
        XElement.Parse(System.Text.Encoding.UTF8.GetString(CountBadges.Of(answer).Picture(Texts.Find(lang)!)));

    private static int WidthOf(XElement picture) => (int)picture.Attribute("width")!;

    private static XName Svg(string name) => XName.Get(name, "http://www.w3.org/2000/svg");

    private static HttpRequestMessage RequestFor(HttpMethod method, string path) =>
        new(method, new Uri($"/api/v1/petitions/{path}", UriKind.Relative));

    private async Task<HttpResponseMessage> GetAsync(string path)
    {
        using var request = RequestFor(HttpMethod.Get, path);
        return await program.Client.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
