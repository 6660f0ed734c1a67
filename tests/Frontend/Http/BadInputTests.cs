using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Http;

/// <summary>What must not be stored: each gets a problem document, leaves no row, and disturbs nobody else.</summary>
[Collection(RunningProgram.Collection)]
public sealed class BadInputTests(RunningProgram program)
{
    private const int BodyBytesMax = 8 * 1_024;

    private SigningClient Client => program.Client;

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{ GOOD } trailing")]
    [InlineData("{ GOOD, }")]
    [InlineData("{ GOOD, \"unknown\": 1 }")]
    [InlineData("{ GOOD, \"Email\": \"other-case@example.org\" }")]
    [InlineData("{ GOOD, \"givenName\": \"repeated\" }")]
    [InlineData("{ GOOD, \"document\": { \"lang\": \"en\" } }")]
    [InlineData("{ GOOD, \"document\": [[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]] }")]
    [InlineData("{ GOOD /* comment */ }")]
    public async Task A_body_that_is_not_the_JSON_of_a_signature_is_400(string template) =>
        await AssertRefusedAsync(template.Replace("{ GOOD", GoodWithoutEnd(), StringComparison.Ordinal), 400);

    [Theory]
    [InlineData("givenName", "5")]
    [InlineData("email", "null")]
    [InlineData("ageConfirmed", "\"true\"")]
    [InlineData("consents", "[null]")]
    [InlineData("consents", "[{ \"id\": \"transfer\" }]")]
    [InlineData("newsletter", "1")]
    public async Task A_member_of_another_type_is_400(string member, string json) =>
        await AssertRefusedAsync(With(member, JsonNode.Parse(json)), 400);

    [Theory]
    [InlineData("email", "nobody")]
    [InlineData("email", "nobody@")]
    [InlineData("email", "@example.org")]
    [InlineData("email", "nobody@localhost")]
    [InlineData("email", "no body@example.org")]
    [InlineData("email", "nobody@example.org\u0000")]
    [InlineData("givenName", "")]
    [InlineData("givenName", " \t ")]
    [InlineData("givenName", "Ma\u0000ria")]
    [InlineData("givenName", "Ma\u0007ria")]
    [InlineData("familyName", "Muster\u202Efrau")]
    [InlineData("familyName", "Muster\u202Dfrau")]
    [InlineData("place", "Wi\u0007en")]
    [InlineData("givenName", "\u2800")]
    [InlineData("familyName", "\u3164")]
    [InlineData("givenName", "Free pills now visit xyz.biz")]
    [InlineData("familyName", "xyz.biz/offer")]
    [InlineData("familyName", "ｘｙｚ．ｂｉｚ")]
    [InlineData("place", "joe@pills")]
    [InlineData("email", "nobody@example.invalid")]
    [InlineData("email", "nobody@mail.test")]
    [InlineData("email", "nobody@mail.example")]
    [InlineData("country", "Austria")]
    [InlineData("country", "XX")]
    public async Task A_text_that_nobody_could_put_under_a_letter_is_422_and_its_field_is_named(string field, string text) =>
        await AssertRefusedAsync(With(field, text), 422, field);

    [Theory, InlineData("givenName"), InlineData("familyName"), InlineData("place")]
    public async Task A_text_of_more_than_100_characters_is_422_and_one_of_100_is_not(string field)
    {
        await AssertRefusedAsync(With(field, new string('x', 101)), 422, field);
        // A letter outside the basic plane is one character, whatever a program counts it as.
        using var answer = await Client.PostAsync(With(field, string.Concat(Enumerable.Repeat("𝔐", 100))));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task Half_a_character_is_refused()
    {
        var body = Client.BodyOf(RunningProgram.NewSigner()).ToJsonString()
            .Replace("\"Maria\"", "\"Ma\\ud800ria\"", StringComparison.Ordinal);
        await AssertRefusedAsync(body, 400, 422);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_400()
    {
        var body = Encoding.UTF8.GetBytes(Client.BodyOf(RunningProgram.NewSigner()).ToJsonString());
        body[Array.IndexOf(body, (byte)'M')] = 0xFF;
        await AssertRefusedAsync(() => PostBytesAsync(body, "application/json"), [400]);
    }

    [Theory]
    [InlineData("givenName", "Maria\t")]
    [InlineData("familyName", "Muster\u00ADfrau\n")]
    [InlineData("email", "\uFEFFnobody@example.org")]
    [InlineData("place", "St.Pölten")]
    [InlineData("place", "")]
    [InlineData("country", "")]
    [InlineData("country", "xk")]
    [InlineData("locale", "de_DE")]
    [InlineData("locale", "german")]
    public async Task What_people_and_their_programs_really_send_is_accepted(string field, string text)
    {
        using var answer = await Client.PostAsync(With(field, text));
        Assert.True(answer.StatusCode == HttpStatusCode.Created,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory, InlineData("application/json"), InlineData("application/json; charset=utf8")]
    public async Task A_body_with_a_byte_order_mark_is_read(string type)
    {
        var body = Encoding.UTF8.GetBytes("\uFEFF" + Client.BodyOf(RunningProgram.NewSigner()).ToJsonString());
        using var answer = await PostBytesAsync(body, type);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_in_UTF16_is_400_and_the_encoding_is_named()
    {
        var body = Encoding.Unicode.GetPreamble()
            .Concat(Encoding.Unicode.GetBytes(Client.BodyOf(RunningProgram.NewSigner()).ToJsonString())).ToArray();
        var problem = await AssertRefusedAsync(() => PostBytesAsync(body, "application/json"), [400]);
        Assert.Contains("UTF-16", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Age_that_is_not_confirmed_is_422() => await AssertRefusedAsync(With("ageConfirmed", false), 422, "ageConfirmed");

    [Theory]
    [InlineData("[]")]
    [InlineData("[{ \"id\": \"CONSENT\", \"version\": \"1999-01\" }]")]
    [InlineData("[{ \"id\": \"something-else\", \"version\": \"VERSION\" }]")]
    [InlineData("[{ \"id\": \"CONSENT\", \"version\": \"VERSION\" }, { \"id\": \"CONSENT\", \"version\": \"VERSION\" }]")]
    public async Task A_consent_that_is_missing_old_unknown_or_given_twice_is_422(string template)
    {
        var required = Client.Consents[0]!;
        var consents = template.Replace("CONSENT", (string)required["id"]!, StringComparison.Ordinal)
            .Replace("VERSION", (string)required["version"]!, StringComparison.Ordinal);
        await AssertRefusedAsync(With("consents", JsonNode.Parse(consents)), 422, "consents");
    }

    [Fact]
    public async Task A_document_that_was_never_published_is_422() =>
        await AssertRefusedAsync(With("document", new JsonObject { ["lang"] = "en", ["version"] = 999 }), 422, "document");

    [Theory, InlineData("text/plain"), InlineData("application/x-www-form-urlencoded"),
        InlineData("application/json; charset=utf-16"), InlineData(null)]
    public async Task A_body_that_does_not_say_that_it_is_JSON_is_415(string? type)
    {
        var body = Encoding.UTF8.GetBytes(Client.BodyOf(RunningProgram.NewSigner()).ToJsonString());
        await AssertRefusedAsync(() => PostBytesAsync(body, type), [415]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_body_over_8_KB_is_413_and_one_of_8_KB_is_not(bool chunked)
    {
        var good = Encoding.UTF8.GetBytes(Client.BodyOf(RunningProgram.NewSigner()).ToJsonString().PadRight(BodyBytesMax));
        using var largest = await PostBytesAsync(good, "application/json", chunked);
        Assert.Equal(HttpStatusCode.Created, largest.StatusCode);
        await AssertRefusedAsync(() => PostBytesAsync([.. good, (byte)' '], "application/json", chunked), [413]);
    }

    [Theory, InlineData("one"), InlineData("123"), InlineData("{1e9c6f2a-4a67-4b9e-8a57-7c2f0c3f6a11}")]
    public async Task An_idempotency_key_that_is_no_UUID_is_400(string key) => await AssertRefusedAsync(
        () =>
        {
            var request = RequestOf(Encoding.UTF8.GetBytes(Client.BodyOf(RunningProgram.NewSigner()).ToJsonString()), "application/json");
            request.Headers.Add("Idempotency-Key", key);
            return Client.Http.SendAsync(request, TestContext.Current.CancellationToken);
        },
        [400]);

    [Theory, InlineData("nobody-knows-this"), InlineData("cafe"), InlineData("0cafe"), InlineData("123"), InlineData("%00"),
        InlineData("a%2fb")]
    public async Task An_unknown_petition_is_404_and_is_not_made(string slug)
    {
        await AssertRefusedAsync(() => Client.PostAsync(Client.BodyOf(RunningProgram.NewSigner()).ToJsonString(), slug: slug),
            slug[0] == '%' ? [400, 404] : [404]);
        foreach (var path in new[] { "", "/count" })
        {
            using var answer = await Client.Http.GetAsync(new Uri($"/api/v1/petitions/{slug}{path}", UriKind.Relative),
                TestContext.Current.CancellationToken);
            Assert.Equal(slug[0] == '%' && answer.StatusCode == HttpStatusCode.BadRequest ? 400 : 404, (int)answer.StatusCode);
        }
    }

    private string With(string member, JsonNode? value)
    {
        var body = Client.BodyOf(RunningProgram.NewSigner());
        body[member] = value;
        return body.ToJsonString();
    }

    private string GoodWithoutEnd() => Client.BodyOf(RunningProgram.NewSigner()).ToJsonString().TrimEnd('}');

    private Task AssertRefusedAsync(string body, params int[] statuses) =>
        AssertRefusedAsync(() => Client.PostAsync(body, RunningProgram.NewOperation()), statuses);

    private async Task AssertRefusedAsync(string body, int status, string field)
    {
        var problem = await AssertRefusedAsync(() => Client.PostAsync(body, RunningProgram.NewOperation()), [status]);
        Assert.True(problem["errors"]!.AsObject().ContainsKey(field), problem.ToJsonString());
    }

    private async Task<JsonObject> AssertRefusedAsync(Func<Task<HttpResponseMessage>> call, int[] statuses)
    {
        var rows = await program.CountRowsAsync();
        using var answer = await call();
        Assert.True(statuses.Contains((int)answer.StatusCode),
            $"{answer}\n{await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        // Addresses that are no addresses end in the web server, which knows no problem documents.
        var problem = statuses.Length > 1 && answer.StatusCode == HttpStatusCode.BadRequest && answer.Content.Headers.ContentLength == 0
            ? [] : await ProblemAnswer.AssertAsync(answer, (int)answer.StatusCode);

        Assert.Equal(rows, await program.CountRowsAsync());
        var next = await Client.SignAsync(RunningProgram.NewSigner(), RunningProgram.NewOperation());
        Assert.Equal(SigningOutcome.Acknowledged, next.Outcome);
        return problem;
    }

    private async Task<HttpResponseMessage> PostBytesAsync(byte[] body, string? type, bool chunked = false)
    {
        using var request = RequestOf(body, type);
        request.Headers.TransferEncodingChunked = chunked;
        return await Client.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private HttpRequestMessage RequestOf(byte[] body, string? type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return new(HttpMethod.Post, new Uri($"/api/v1/petitions/{program.Slug}/signatures", UriKind.Relative)) { Content = content };
    }
}
