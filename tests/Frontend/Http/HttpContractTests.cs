using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Http;

/// <summary>The HTTP API, called from outside.</summary>
[Collection(RunningProgram.Collection)]
public sealed class HttpContractTests(RunningProgram program)
{
    private SigningClient Client => program.Client;

    private string Api => $"/api/v1/petitions/{program.Slug}";

    [Theory, InlineData("/livez"), InlineData("/readyz")]
    public async Task A_program_that_is_alive_and_ready_says_so(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_list_names_every_published_petition()
    {
        using var answer = await GetAsync("/api/v1/petitions");
        var petition = (await JsonOf(answer))["petitions"]!.AsArray().Single(petition => (string)petition!["slug"]! == program.Slug)!;
        Assert.NotEmpty((string)petition["title"]!);
        Assert.Equal("open", (string)petition["state"]!);
        Assert.Equal(["de", "en"], petition["languages"]!.AsArray().Select(lang => (string)lang!).Order());
    }

    [Fact]
    public async Task A_petition_is_shown_with_its_letter_and_what_its_signers_consent_to()
    {
        using var answer = await GetAsync(Api);
        var petition = await JsonOf(answer);
        Assert.Equal(program.Slug, (string)petition["slug"]!);
        Assert.NotEmpty(petition["languages"]!.AsArray());
        Assert.NotEmpty((string)petition["addressee"]!["name"]!);
        Assert.Contains("**", (string)petition["letter"]!["markdown"]!, StringComparison.Ordinal);
        Assert.Contains("<strong>", (string)petition["letter"]!["html"]!, StringComparison.Ordinal);
        var consent = petition["consents"]!.AsArray().First(consent => (bool)consent!["required"]!)!;
        Assert.All(["id", "version", "text"], member => Assert.NotEmpty((string)consent[member]!));
    }

    [Fact]
    public async Task A_signature_is_answered_with_its_receipt()
    {
        using var answer = await Client.PostAsync(BodyOf(RunningProgram.NewSigner()), RunningProgram.NewOperation());
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var body = await JsonOf(answer);
        Assert.Equal(["receipt", "status"], body.Select(member => member.Key));
        Assert.Equal(64, ((string)body["receipt"]!).Length);
        Assert.Equal("accepted", (string)body["status"]!);
    }

    [Fact]
    public async Task A_new_and_a_repeated_signature_look_the_same()
    {
        var signer = RunningProgram.NewSigner();
        using var first = await Client.PostAsync(BodyOf(signer), RunningProgram.NewOperation());
        using var repeated = await Client.PostAsync(BodyOf(signer), RunningProgram.NewOperation());
        using var withoutKey = await Client.PostAsync(BodyOf(signer));

        Assert.Equal(await LookOfAsync(first), await LookOfAsync(repeated));
        Assert.Equal(await LookOfAsync(first), await LookOfAsync(withoutKey));
        Assert.NotEqual(await TextOf(first), await TextOf(repeated));
    }

    [Fact]
    public async Task The_same_operation_gets_the_same_answer_byte_for_byte_also_with_another_body()
    {
        var (signer, operation) = (RunningProgram.NewSigner(), RunningProgram.NewOperation());
        using var first = await Client.PostAsync(BodyOf(signer), operation);
        using var again = await Client.PostAsync(BodyOf(signer), operation);
        var changed = Client.BodyOf(signer);
        changed["givenName"] = "Somebody Else";
        using var other = await Client.PostAsync(changed.ToJsonString(), operation);

        Assert.Equal(await TextOf(first), await TextOf(again));
        Assert.Equal(await TextOf(first), await TextOf(other));
        Assert.Equal(HttpStatusCode.Created, other.StatusCode);
    }

    [Fact]
    public async Task The_same_operation_id_of_two_people_is_two_operations()
    {
        var operation = RunningProgram.NewOperation();
        var rows = await program.CountRowsAsync();
        using var one = await Client.PostAsync(BodyOf(RunningProgram.NewSigner()), operation);
        using var other = await Client.PostAsync(BodyOf(RunningProgram.NewSigner()), operation);
        Assert.NotEqual(await TextOf(one), await TextOf(other));
        Assert.Equal(rows + 2, await program.CountRowsAsync());
    }

    [Fact]
    public async Task Every_spelling_of_an_address_is_the_same_person()
    {
        var (signer, rows) = (RunningProgram.NewSigner(), await program.CountRowsAsync());
        foreach (var address in new[] { SigningClient.EmailOf(signer), $"  SIGNER-{signer}@Example.ORG ",
            $"signer-{signer}+news@example.org", $"\uFEFFsigner-{signer}@example.org\t", $"mailto:signer-{signer}＠example.org" })
        {
            var body = Client.BodyOf(signer);
            body["email"] = address;
            using var answer = await Client.PostAsync(body.ToJsonString(), RunningProgram.NewOperation());
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }
        Assert.Equal(rows + 1, await program.CountRowsAsync());
    }

    [Fact]
    public async Task Aliases_of_one_mailbox_are_the_same_person()
    {
        var (signer, rows) = (RunningProgram.NewSigner(), await program.CountRowsAsync());
        foreach (var address in new[] { $"anna.muster.{signer}@gmail.com", $"annamuster{signer}@googlemail.com" })
        {
            var body = Client.BodyOf(signer);
            body["email"] = address;
            using var answer = await Client.PostAsync(body.ToJsonString(), RunningProgram.NewOperation());
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }
        Assert.Equal(rows + 1, await program.CountRowsAsync());
    }

    [Fact]
    public async Task The_count_moves_by_one_for_a_new_signature_and_not_for_a_repeated_one()
    {
        var (signer, operation) = (RunningProgram.NewSigner(), RunningProgram.NewOperation());
        var rows = await program.SettleAsync();

        await Client.SignAsync(signer, operation);
        Assert.Equal(rows + 1, await program.SettleAsync());
        await Client.SignAsync(signer, operation);
        await Client.SignAsync(signer, RunningProgram.NewOperation());

        // The next new signature shows that those before it were not counted.
        await Client.SignAsync(RunningProgram.NewSigner(), RunningProgram.NewOperation());
        Assert.Equal(rows + 2, await program.SettleAsync());
    }

    [Fact]
    public async Task The_count_has_what_counters_on_other_sites_need()
    {
        using var answer = await GetAsync($"{Api}/count");
        var count = await JsonOf(answer);
        Assert.All(["count", "goal", "asOf", "version", "state", "nextPollMs"], member => Assert.True(count.ContainsKey(member), member));
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal(
            "public, max-age=2, s-maxage=5, stale-while-revalidate=30, stale-if-error=300",
                answer.Headers.NonValidated["Cache-Control"].Single());
        Assert.True(answer.Headers.ETag!.IsWeak);
    }

    [Fact]
    public async Task The_head_of_the_count_is_that_of_its_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri($"{Api}/count", UriKind.Relative));
        using var head = await Client.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal("application/json", head.Content.Headers.ContentType!.MediaType);
        Assert.True(head.Content.Headers.ContentLength > 50);
        Assert.NotNull(head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory, InlineData("count"), InlineData("history"), InlineData("count/stream")]
    public async Task A_script_of_another_site_may_ask_for_what_it_does_not_hold_yet(string what)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri($"{Api}/{what}", UriKind.Relative));
        request.Headers.Add("Origin", "https://host.example");
        request.Headers.Add("Access-Control-Request-Method", "GET");
        request.Headers.Add("Access-Control-Request-Headers", "if-none-match");
        using var preflight = await Client.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal("*", preflight.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("GET", preflight.Headers.GetValues("Access-Control-Allow-Methods").Single());
        Assert.Contains("If-None-Match", preflight.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.Ordinal);
        Assert.Equal("86400", preflight.Headers.GetValues("Access-Control-Max-Age").Single());

        using var answer = await Client.Http.GetAsync(
            new Uri($"{Api}/{what}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(what == "count/stream", answer.Headers.ETag is null);
        Assert.Equal("ETag, Link, Retry-After", answer.Headers.GetValues("Access-Control-Expose-Headers").Single());
    }

    private string BodyOf(int signer) => Client.BodyOf(signer).ToJsonString();

    private Task<HttpResponseMessage> GetAsync(string path) =>
        Client.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    private static Task<string> TextOf(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static async Task<JsonObject> JsonOf(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, $"{answer}");
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
    }

    // What somebody on the wire could tell two answers apart by.
    private static async Task<string> LookOfAsync(HttpResponseMessage answer)
    {
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date")
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        return $"{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n{(await TextOf(answer)).Length} characters";
    }
}
