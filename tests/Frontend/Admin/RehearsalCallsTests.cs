using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Admin;

/// <summary>What a launch rehearsal asks of a running system: publish, look up, remove; and never of a live petition.</summary>
[Collection(RunningProgram.Collection)]
public sealed class RehearsalCallsTests(RunningProgram program)
{
    private const string Rehearsal = "old-lamp";
    private static readonly string Document = SampleDocument.Replace(SampleDocument.English, SampleDocument.ClosesAt, "")
        .Replace("rehearsal: false", "rehearsal: true", StringComparison.Ordinal)
        .Replace("counter: steps", "counter: exact", StringComparison.Ordinal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rehearsal_is_published_signed_looked_up_and_removed_without_a_trace()
    {
        var rowsBefore = await program.CountRowsAsync();
        for (var round = 0; round < 2; round++)
        {
            using (var published = await PutAsync(Rehearsal, Document)) Assert.Equal(HttpStatusCode.OK, published.StatusCode);
            Assert.DoesNotContain(Rehearsal, await program.Client.Http.GetStringAsync("/api/v1/petitions", Cancel),
                StringComparison.Ordinal);

            // Fewer in the second round than in the first: the count must not be the older, higher one.
            var signers = Enumerable.Range(0, 3 - round).Select(_ => RunningProgram.NewSigner()).ToArray();
            foreach (var one in signers)
            {
                using var signed = await program.Client.PostAsync(BodyOf(one), slug: Rehearsal);
                Assert.Equal(HttpStatusCode.Created, signed.StatusCode);
            }
            var signer = signers[0];
            Assert.Equal(
                ["counted", "none"],
                await LookUpAsync(Rehearsal, EmailOf(signer).ToUpperInvariant(), "nobody@example.invalid"));
            Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(5), async () => await CountAsync() == signers.Length),
                "it counts from zero in each round");

            using (var removed = await program.Admin.DeleteAsync(AddressOf(Rehearsal), Cancel))
                Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
            using (var gone = await program.Client.PostAsync(BodyOf(signer), slug: Rehearsal)) await ProblemAnswer.AssertAsync(gone, 404);
            using (var again = await program.Admin.DeleteAsync(AddressOf(Rehearsal), Cancel)) await ProblemAnswer.AssertAsync(again, 404);
            Assert.Equal(rowsBefore, await program.CountRowsAsync());
        }
    }

    [Fact]
    public async Task A_viewer_of_a_removed_rehearsal_is_disconnected_and_gets_404()
    {
        const string watched = "watched-lamp";
        using (var published = await PutAsync(watched, Document.Replace($"id: {Rehearsal}", $"id: {watched}", StringComparison.Ordinal)))
            Assert.Equal(HttpStatusCode.OK, published.StatusCode);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        CountStream? stream = null;
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(5), async () =>
        {
            stream?.Dispose();
            stream = await CountStream.OpenAsync(program.Client.Http, watched, cancel: deadline.Token);
            return stream.Status == HttpStatusCode.OK;
        }));
        using var open = stream!;
        Assert.NotNull(await open.NextAsync(deadline.Token));

        using (var removed = await program.Admin.DeleteAsync(AddressOf(watched), Cancel))
            Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Null(await open.NextAsync(deadline.Token));
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(5), async () =>
        {
            using var again = await CountStream.OpenAsync(program.Client.Http, watched, cancel: deadline.Token);
            return again.Status == HttpStatusCode.NotFound;
        }));
    }

    [Fact]
    public async Task A_rehearsal_is_signed_with_addresses_only_that_nobody_can_have()
    {
        using (var published = await PutAsync(Rehearsal, Document)) Assert.Equal(HttpStatusCode.OK, published.StatusCode);
        try
        {
            var signer = RunningProgram.NewSigner();
            foreach (var email in new[] { SigningClient.EmailOf(signer), "maria@invalid.example.org", "maria@example.invalid.org",
                "maria@notinvalid" })
            {
                var body = program.Client.BodyOf(signer);
                body["email"] = email;
                using var refused = await program.Client.PostAsync(body.ToJsonString(), slug: Rehearsal);
                var error = (string)(await ProblemAnswer.AssertAsync(refused, 422))["errors"]!["email"]![0]!;
                if (email.Contains('.', StringComparison.Ordinal)) Assert.Contains(".invalid", error, StringComparison.Ordinal);
            }
            using var form = new FormUrlEncodedContent(new Dictionary<string,
                string> { ["email"] = SigningClient.EmailOf(signer), ["givenName"] = "Maria" });
            using var posted = await program.Client.Http.PostAsync(new Uri($"/p/{Rehearsal}", UriKind.Relative), form, Cancel);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, posted.StatusCode);
            Assert.Contains("This is a rehearsal", await posted.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

            using var signed = await program.Client.PostAsync(BodyOf(signer), slug: Rehearsal);
            Assert.Equal(HttpStatusCode.Created, signed.StatusCode);
        }
        finally
        {
            using var removed = await program.Admin.DeleteAsync(AddressOf(Rehearsal), Cancel);
        }
    }

    [Fact]
    public async Task A_live_petition_is_neither_overwritten_nor_removed()
    {
        using (var removed = await program.Admin.DeleteAsync(AddressOf(program.Slug), Cancel))
            Assert.EndsWith("live-petition", (string?)(await ProblemAnswer.AssertAsync(removed, 409))["type"], StringComparison.Ordinal);
        var itsName = Document.Replace("id: old-lamp", $"id: {program.Slug}", StringComparison.Ordinal);
        using (var overwritten = await PutAsync(program.Slug, itsName)) await ProblemAnswer.AssertAsync(overwritten, 409);
        using (var live = await PutAsync(Rehearsal, Document.Replace("rehearsal: true", "rehearsal: false", StringComparison.Ordinal)))
            await ProblemAnswer.AssertAsync(live, 409);
        Assert.Contains(program.Slug, await program.Client.Http.GetStringAsync("/api/v1/petitions", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_document_is_told_by_file_line_and_field()
    {
        using var answer = await PutAsync(Rehearsal, Document.Replace("country: AU", "country: XX", StringComparison.Ordinal));
        var problems = (await ProblemAnswer.AssertAsync(answer, 422))["problems"]!.AsArray();
        Assert.Contains(problems, problem =>
            ((string)problem!).StartsWith("old-lamp.en.md:11: addressee.country:", StringComparison.Ordinal));
        using var other = await PutAsync("another-name", Document);
        await ProblemAnswer.AssertAsync(other, 422);
    }

    [Theory]
    [InlineData("{}", 400)]
    [InlineData("""{"emails":null}""", 400)]
    [InlineData("""{"emails":[null]}""", 422)]
    [InlineData("""{"emails":["nobody"]}""", 422)]
    [InlineData("""{"emails":[],"more":1}""", 400)]
    public async Task A_look_up_that_cannot_be_read_is_refused(string body, int status)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await program.Admin
            .PostAsync(new Uri($"/api/v1/admin/petitions/{program.Slug}/lookup", UriKind.Relative), content, Cancel);
        await ProblemAnswer.AssertAsync(answer, status);
    }

    [Fact]
    public async Task More_than_a_thousand_addresses_are_too_many_and_a_thousand_are_not()
    {
        var emails = Enumerable.Range(0, 1_001).Select(i => $"nobody{i}@example.org").ToArray();
        using (var answer = await LookUpCallAsync(program.Slug, emails)) await ProblemAnswer.AssertAsync(answer, 422);
        Assert.All(await LookUpAsync(program.Slug, emails[1..]), state => Assert.Equal("none", state));
    }

    private static string EmailOf(int signer) => $"signer-{signer}@rehearsal.invalid";

    private string BodyOf(int signer)
    {
        var body = program.Client.BodyOf(signer);
        body["email"] = EmailOf(signer);
        return body.ToJsonString();
    }

    private static Uri AddressOf(string slug) => new($"/api/v1/admin/petitions/{slug}", UriKind.Relative);

    private Task<HttpResponseMessage> PutAsync(string slug, string document)
    {
        var documents = new JsonArray(new JsonObject { ["name"] = "old-lamp.en.md", ["content"] = document });
        if (document.Contains($"id: {slug}", StringComparison.Ordinal)) documents[0]!["name"] = $"{slug}.en.md";
        return program.Admin.PutAsJsonAsync(AddressOf(slug), new JsonObject { ["documents"] = documents }, Cancel);
    }

    private Task<HttpResponseMessage> LookUpCallAsync(string slug, params string[] emails) =>
        program.Admin.PostAsJsonAsync(new Uri($"/api/v1/admin/petitions/{slug}/lookup", UriKind.Relative), new { emails }, Cancel);

    private async Task<string[]> LookUpAsync(string slug, params string[] emails)
    {
        using var answer = await LookUpCallAsync(slug, emails);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var states = (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["states"]!.AsArray();
        Assert.Equal(emails, states.Select(state => (string)state!["email"]!));
        return [.. states.Select(state => (string)state!["state"]!)];
    }

    private async Task<long> CountAsync() =>
        (long)(await program.Client.Http.GetFromJsonAsync<JsonObject>($"/api/v1/petitions/{Rehearsal}/count", Cancel))!["count"]!;
}
