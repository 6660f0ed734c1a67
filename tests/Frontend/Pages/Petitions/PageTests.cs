using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Pages.Petitions;

/// <summary>Signing in a browser without JavaScript: the page, its form, the thanks page.</summary>
[Collection(RunningProgram.Collection)]
public sealed partial class PageTests(RunningProgram program)
{
    private HttpClient Http => program.Client.Http;

    [Fact]
    public async Task The_first_page_leads_to_every_petition()
    {
        using var answer = await GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains($"/p/{program.Slug}", await TextOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_posted_form_leads_to_the_thanks_page_and_is_stored_once()
    {
        var rows = await program.CountRowsAsync();
        var form = await FormAsync();
        FillIn(form, RunningProgram.NewSigner());

        using var posted = await PostAsync(form);
        Assert.Equal(HttpStatusCode.SeeOther, posted.StatusCode);
        using var thanks = await GetAsync($"{posted.Headers.Location}");
        Assert.Equal(HttpStatusCode.OK, thanks.StatusCode);
        Assert.Equal("text/html", thanks.Content.Headers.ContentType?.MediaType);

        // The reader went back and pressed the button again.
        using var again = await PostAsync(form);
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal(posted.Headers.Location!.OriginalString.Length, again.Headers.Location!.OriginalString.Length);
        Assert.Equal(rows + 1, await program.CountRowsAsync());
    }

    [Fact]
    public async Task A_form_with_a_mistake_comes_back_filled_in_and_nothing_is_stored()
    {
        var rows = await program.CountRowsAsync();
        var form = await FormAsync();
        FillIn(form, RunningProgram.NewSigner());
        form["familyName"] = "Filled-in & kept";
        form["email"] = "nobody";

        using var posted = await PostAsync(form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, posted.StatusCode);
        var page = await TextOf(posted);
        Assert.Contains("Filled-in &amp; kept", page, StringComparison.Ordinal);
        Assert.Contains("value=\"nobody\"", page, StringComparison.Ordinal);
        Assert.Equal(rows, await program.CountRowsAsync());
    }

    [Fact]
    public async Task A_form_posted_from_another_site_is_refused_and_nothing_is_stored()
    {
        var rows = await program.CountRowsAsync();
        var form = await FormAsync();
        FillIn(form, RunningProgram.NewSigner());
        foreach (var (header, value) in new[] { ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example") })
        {
            using var posted = await PostAsync(form, (header, value));
            Assert.Equal(HttpStatusCode.Forbidden, posted.StatusCode);
        }
        Assert.Equal(rows, await program.CountRowsAsync());
    }

    [Theory, InlineData("gzip"), InlineData("br")]
    public async Task The_page_is_the_same_however_it_is_compressed(string coding)
    {
        await program.SettleAsync();
        using var plain = await GetAsync($"/p/{program.Slug}?lang=de");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/p/{program.Slug}?lang=de", UriKind.Relative));
        request.Headers.AcceptEncoding.ParseAdd(coding);
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(coding, answer.Content.Headers.ContentEncoding.Single());
        Assert.Equal(["Accept-Language", "Accept-Encoding"], answer.Headers.Vary);
        Assert.Equal(plain.Headers.ETag, answer.Headers.ETag);
        await using var sent = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using Stream unpacked = coding == "br"
            ? new BrotliStream(sent, CompressionMode.Decompress)
            : new GZipStream(sent, CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        Assert.Equal(await TextOf(plain), await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_script_that_takes_JSON_gets_the_receipt_in_the_answer_and_an_API_like_one()
    {
        var form = await FormAsync();
        FillIn(form, RunningProgram.NewSigner());
        form["idempotencyKey"] = $"{RunningProgram.NewOperation()}";
        using var posted = await PostAsync(form, ("Accept", "application/json, text/html;q=0.9"));
        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        Assert.True(posted.Headers.CacheControl!.NoStore);
        var answer = await TextOf(posted);
        Assert.Matches("^{\"receipt\":\"[A-Za-z0-9_-]+\",\"status\":\"accepted\"}$", answer);
        using var again = await PostAsync(form, ("Accept", "application/json, text/html;q=0.9"));
        Assert.Equal(answer, await TextOf(again));
    }

    [Fact]
    public async Task A_form_that_only_changes_the_language_signs_nothing()
    {
        var rows = await program.CountRowsAsync();
        var form = await FormAsync();
        FillIn(form, RunningProgram.NewSigner());
        form["switchTo"] = "de";
        using var posted = await PostAsync(form);
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.True(posted.Headers.CacheControl!.NoStore);
        Assert.Contains("value=\"Musterfrau\"", await TextOf(posted), StringComparison.Ordinal);
        Assert.Equal(rows, await program.CountRowsAsync());
    }

    [Theory, InlineData("same-origin", true), InlineData("cross-site", false), InlineData(null, false)]
    public async Task Only_our_own_page_makes_the_browser_forget_the_form(string? site, bool forgets)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/p/{program.Slug}/thanks/forget", UriKind.Relative));
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(forgets, answer.Headers.Contains("Clear-Site-Data"));
    }

    [Theory, InlineData("nobody-knows-this"), InlineData("cafe"), InlineData("0cafe"), InlineData("123")]
    public async Task A_page_of_an_unknown_petition_is_404(string slug)
    {
        using var page = await GetAsync($"/p/{slug}");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
    }

    // Fills in the form as a browser does: hidden fields as they are, boxes ticked.
    private static void FillIn(Dictionary<string, string> form, int signer)
    {
        form["givenName"] = "Maria";
        form["familyName"] = "Musterfrau";
        form["email"] = SigningClient.EmailOf(signer);
    }

    private async Task<Dictionary<string, string>> FormAsync()
    {
        using var answer = await GetAsync($"/p/{program.Slug}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await TextOf(answer);
        Assert.Contains("method=\"post\"", page, StringComparison.Ordinal);

        var form = new Dictionary<string, string>();
        foreach (Match input in InputPattern().Matches(page))
        {
            var (name, type) = (AttributeOf(input.Value, "name"), AttributeOf(input.Value, "type"));
            var isOptional = name is "newsletter";
            if (name.Length > 0 && type is "hidden" or "checkbox" && !isOptional) form[name] = AttributeOf(input.Value, "value");
        }
        return form;
    }

    private static string AttributeOf(string element, string name) =>
        WebUtility.HtmlDecode(Regex.Match(element, $"\\b{name}=\"([^\"]*)\"").Groups[1].Value);

    private async Task<HttpResponseMessage> PostAsync(Dictionary<string, string> form, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/p/{program.Slug}", UriKind.Relative));
        request.Content = new FormUrlEncodedContent(form);
        if (header is { } more) request.Headers.Add(more.Name, more.Value);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private Task<HttpResponseMessage> GetAsync(string path) =>
        Http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken);

    private static Task<string> TextOf(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex InputPattern();
}
