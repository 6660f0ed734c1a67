using System.Net;
using System.Text.RegularExpressions;
using Petitions.Frontend.Embedding;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Embedding;

/// <summary>Embedding over HTTP; behaviour in browsers is tested in Browser.</summary>
[Collection(RunningProgram.Collection)]
public sealed partial class EmbeddingTests(RunningProgram program)
{
    [Fact]
    public async Task Only_the_embed_page_may_be_framed()
    {
        Assert.Equal("*", (await PolicyOfAsync($"/embed/{program.Slug}"))["frame-ancestors"]);
        foreach (var path in new[] { "/", $"/p/{program.Slug}", $"/p/{program.Slug}/thanks", $"/p/{program.Slug}/embed",
            "/p/nobody-knows-this" })
            Assert.Equal("'none'", (await PolicyOfAsync(path))["frame-ancestors"]);
        Assert.Equal("'none'", (await PolicyOfAsync($"/api/v1/petitions/{program.Slug}/badge.svg"))["frame-ancestors"]);
    }

    [Fact]
    public async Task Every_page_forbids_foreign_and_inline_scripts_and_styles()
    {
        foreach (var path in new[] { "/", $"/p/{program.Slug}", $"/p/{program.Slug}/thanks", $"/p/{program.Slug}/embed",
            $"/embed/{program.Slug}", "/embed/nobody-knows-this" })
        {
            var policy = await PolicyOfAsync(path);
            Assert.Equal("'none'", policy["default-src"]);
            Assert.All(["script-src", "style-src", "connect-src"], directive => Assert.Equal("'self'", policy[directive]));
            using var answer = await GetAsync(path);
            var page = await TextOf(answer);
            Assert.All(ScriptElement().Matches(page), script => Assert.Contains(" src=\"/", script.Value, StringComparison.Ordinal));
            Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
            Assert.DoesNotMatch(" on[a-z]+=\"", page);
            Assert.DoesNotContain(" style=\"", page, StringComparison.Ordinal);
        }
    }

    [Theory, InlineData("de", "Brief unterschreiben"), InlineData("en", "Sign this letter")]
    public async Task Without_a_script_the_frame_shows_count_and_link_in_its_language(string lang, string link)
    {
        using var answer = await GetAsync($"/embed/{program.Slug}?lang={lang}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("cross-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Equal("require-corp", answer.Headers.GetValues("Cross-Origin-Embedder-Policy").Single());
        var page = await TextOf(answer);
        Assert.Contains($"<petition-counter petition=\"{program.Slug}\" lang=\"{lang}\">", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/p/{program.Slug}?lang={lang}\" target=\"_blank\"", page, StringComparison.Ordinal);
        Assert.Contains(link, page, StringComparison.Ordinal);
        Assert.Contains("<div class=\"count\">", page, StringComparison.Ordinal);
    }

    [Theory, InlineData(""), InlineData("nobody-knows-this")]
    public async Task Every_asset_of_the_frame_may_be_loaded_by_isolated_and_sandboxed_pages(string unknown)
    {
        using var frame = await GetAsync($"/embed/{(unknown.Length > 0 ? unknown : program.Slug)}");
        var assets = AssetAddress().Matches(await TextOf(frame)).Select(asset => asset.Groups[1].Value).ToList();
        Assert.Equal(3, assets.Count);
        foreach (var asset in assets)
        {
            using var answer = await GetAsync(asset);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal((asset, "cross-origin"), (asset, answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single()));
        }
    }

    [Theory, InlineData("nobody-knows-this"), InlineData("0cafe"), InlineData("123")]
    public async Task The_frame_of_an_unknown_petition_is_a_404_that_may_be_framed(string slug)
    {
        using var answer = await GetAsync($"/embed/{slug}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(await PolicyOfAsync($"/embed/{program.Slug}"), await PolicyOfAsync($"/embed/{slug}"));
        using var page = await GetAsync($"/p/{slug}/embed");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
    }

    [Theory, InlineData("de"), InlineData("en")]
    public async Task The_snippets_have_absolute_addresses_and_the_integrity_of_the_script(string lang)
    {
        using var answer = await GetAsync($"/p/{program.Slug}/embed?lang={lang}");
        var snippets = SnippetElement().Matches(await TextOf(answer)).Select(code => WebUtility.HtmlDecode(code.Groups[1].Value)).ToList();
        var site = program.Settings.PublicBaseUrl.GetLeftPart(UriPartial.Authority);
        Assert.Equal(5, snippets.Count);
        var link = $"<a href=\"{site}/p/{program.Slug}?lang={lang}\">";
        Assert.All(snippets.Take(2), snippet => Assert.Matches(
            $"<petition-counter petition=\"{program.Slug}\" lang=\"{lang}\"><strong slot=\"heading\"[^<]+</strong> {Regex.Escape(link)}",
            snippet));
        // The one that follows updates is first.
        Assert.EndsWith($"<script async src=\"{site}{EmbeddingAssets.Counter.StablePath}\"></script>", snippets[0],
            StringComparison.Ordinal);
        Assert.Contains($"src=\"{site}{EmbeddingAssets.Counter.Path}\" integrity=\"{EmbeddingAssets.Counter.Integrity}\" "
            + "crossorigin=\"anonymous\"", WebUtility.HtmlDecode(snippets[1]), StringComparison.Ordinal);
        Assert.StartsWith($"<iframe src=\"{site}/embed/{program.Slug}?lang={lang}&amp;theme=light\" title=\"", snippets[2],
            StringComparison.Ordinal);
        Assert.Equal(
            lang == "de" ? "[![Unterschriften bisher]" : "[![Signatures so far]",
            snippets[3][..snippets[3].IndexOf('(', StringComparison.Ordinal)]);
        Assert.Contains($"{site}/api/v1/petitions/{program.Slug}/badge.svg?lang={lang}", snippets[3], StringComparison.Ordinal);
        Assert.Contains($"src=\"{site}/api/v1/petitions/{program.Slug}/badge.svg?lang={lang}\"", snippets[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_petition_page_has_its_count_in_the_counter_and_links_the_snippets()
    {
        using var answer = await GetAsync($"/p/{program.Slug}?lang=en");
        var page = await TextOf(answer);
        Assert.Matches("<petition-counter[^>]*>\\s*<div slot=\"count\">\\s*<div class=\"count\">", page);
        Assert.Contains($"<script src=\"{EmbeddingAssets.Counter.Path}\" defer>", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/p/{program.Slug}/embed?lang=en\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_Host_header_and_no_forwarded_scheme_gets_into_a_page()
    {
        var port = program.Settings.PublicPort;
        foreach (var host in new[] { "one.example", "two.example:8080", $"127.0.0.1.evil.example:{port}", "localhost:666" })
        {
            foreach (var path in new[] { $"/p/{program.Slug}", $"/p/{program.Slug}/embed" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
                request.Headers.Host = host;
                request.Headers.Add("X-Forwarded-Proto", "https");
                using var answer = await program.Client.Http.SendAsync(request, TestContext.Current.CancellationToken);
                var page = await TextOf(answer);
                Assert.Contains($"http://localhost:{port}/", page, StringComparison.Ordinal);
                Assert.DoesNotContain(host, page, StringComparison.Ordinal);
                Assert.DoesNotContain("https://localhost", page, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task HEAD_and_an_unchanged_page_have_no_body()
    {
        await program.SettleAsync();
        foreach (var path in new[] { $"/embed/{program.Slug}?lang=en", $"/p/{program.Slug}/embed?lang=en" })
        {
            using var head = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));
            using var headAnswer = await program.Client.Http.SendAsync(head, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, headAnswer.StatusCode);
            Assert.Empty(await headAnswer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

            using var first = await GetAsync(path);
            using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var held = await program.Client.Http.SendAsync(again, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotModified, held.StatusCode);
        }
    }

    private async Task<Dictionary<string, string>> PolicyOfAsync(string path)
    {
        using var answer = await GetAsync(path);
        return answer.Headers.GetValues("Content-Security-Policy").Single().Split("; ")
            .Select(directive => directive.Split(' ', 2)).ToDictionary(directive => directive[0], directive => directive[1]);
    }

    private Task<HttpResponseMessage> GetAsync(string path) =>
        program.Client.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    private static Task<string> TextOf(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    [GeneratedRegex("(?:<link rel=\"stylesheet\" href|<script src)=\"([^\"]+)\"")]
    private static partial Regex AssetAddress();

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex ScriptElement();

    [GeneratedRegex("<pre><code>(.*?)</code></pre>", RegexOptions.Singleline)]
    private static partial Regex SnippetElement();
}
