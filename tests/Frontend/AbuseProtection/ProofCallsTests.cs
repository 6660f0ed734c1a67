using System.Net;
using System.Text.Json.Nodes;
using Petitions.Frontend.AbuseProtection;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.AbuseProtection;

/// <summary>Rate limits and proofs of work for API clients.</summary>
[Collection(LimitedProgram.Collection)]
public sealed class ProofCallsTests(LimitedProgram program)
{
    [Fact]
    public async Task Above_its_limit_an_address_signs_with_a_proof()
    {
        var from = LimitedProgram.NewAddress();
        await program.FillUpAsync(from);
        using var refused = await program.SignAsync(from, program.NewBody());
        var problem = await ProblemOfAsync(refused, 403, "proof-needed");
        Assert.Equal($"/api/v1/petitions/{LimitedProgram.Auto}/challenge", (string)problem["challenge"]!);

        using var signed = await program.SignAsync(from, program.NewBody(await program.SolveAsync()));
        Assert.Equal(HttpStatusCode.Created, signed.StatusCode);
        using var elsewhere = await program.SignAsync(LimitedProgram.NewAddress(), program.NewBody());
        Assert.Equal(HttpStatusCode.Created, elsewhere.StatusCode);
    }

    [Fact]
    public async Task Forwarded_addresses_written_by_the_client_are_ignored()
    {
        var from = LimitedProgram.NewAddress();
        // As many attempts as FillUpAsync makes.
        for (var i = 0; i < 2 * LimitedProgram.PerMinute; i++)
            (await program.SignAsync($"198.19.{i}.1, {from}", program.NewBody())).Dispose();
        foreach (var spoofed in new[] { $"198.19.200.1, {from}", $"127.0.0.1, {from}", $"::1,{from}", $"nonsense, {from}" })
        {
            using var refused = await program.SignAsync(spoofed, program.NewBody());
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    [Fact]
    public async Task A_repeated_signature_needs_a_proof_like_a_new_one()
    {
        var from = LimitedProgram.NewAddress();
        var signer = RunningProgram.NewSigner();
        (await program.SignAsync(null, program.BodyOf(signer))).Dispose();
        await program.FillUpAsync(from);
        using var known = await program.SignAsync(from, program.BodyOf(signer));
        using var unknown = await program.SignAsync(from, program.NewBody());
        Assert.Equal(unknown.StatusCode, known.StatusCode);
        Assert.Equal(await BytesAsync(unknown), await BytesAsync(known));
    }

    [Fact]
    public async Task A_retry_with_its_proof_gets_the_same_bytes_and_others_are_refused()
    {
        var from = LimitedProgram.NewAddress();
        await program.FillUpAsync(from);
        var (operation, body) = (RunningProgram.NewOperation(), program.NewBody(await program.SolveAsync()));
        using var first = await program.SignAsync(from, body, operation: operation);
        using var again = await program.SignAsync(from, body, operation: operation);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(await BytesAsync(first), await BytesAsync(again));

        var proof = (string)JsonNode.Parse(body)!["proof"]!;
        using var other = await program.SignAsync(from, program.NewBody(proof), operation: operation);
        var problem = await ProblemOfAsync(other, 403, "proof-needed");
        Assert.Contains("used for another signature", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x", "cannot be read")]
    [InlineData("e30=", "cannot be read")]
    public async Task An_invalid_proof_is_refused_with_the_reason_where_one_is_needed(string proof, string says)
    {
        var from = LimitedProgram.NewAddress();
        using (var notNeeded = await program.SignAsync(from, program.NewBody(proof)))
            Assert.Equal(HttpStatusCode.Created, notNeeded.StatusCode);
        using var refused = await program.SignAsync(null, program.NewBody(proof), LimitedProgram.Always);
        Assert.Contains(says, (string)(await ProblemOfAsync(refused, 403, "proof-needed"))["detail"]!, StringComparison.Ordinal);
        using var longest = await program.SignAsync(null, program.NewBody(new string('A', Proof.CharsMax + 1)), LimitedProgram.Always);
        Assert.Contains(says, (string)(await ProblemOfAsync(longest, 403, "proof-needed"))["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proof_that_is_no_string_is_malformed_JSON()
    {
        foreach (var value in new[] { "7", "true", "{}", "[]" })
        {
            var body = program.NewBody("PROOF").Replace("\"PROOF\"", value, StringComparison.Ordinal);
            using var answer = await program.SignAsync(null, body);
            await ProblemOfAsync(answer, 400, "malformed");
        }
        using var nothing = await program.SignAsync(null, program.NewBody("PROOF").Replace("\"PROOF\"", "null", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Created, nothing.StatusCode);
    }

    [Fact]
    public async Task A_proof_for_another_petition_is_refused()
    {
        using var refused = await program.SignAsync(null, program.NewBody(await program.SolveAsync()), LimitedProgram.Always);
        await ProblemOfAsync(refused, 403, "proof-needed");
    }

    [Fact]
    public async Task Far_above_its_limit_an_address_gets_429_even_with_a_proof()
    {
        var (from, operation) = (LimitedProgram.NewAddress(), RunningProgram.NewOperation());
        // Used as a retry, so that the proof stays valid.
        var body = program.NewBody(await program.SolveAsync());
        using var refused = await LimitedProgram.RepeatUntilRefusedAsync(() => program.SignAsync(from, body, operation: operation));
        await ProblemOfAsync(refused, 429, "too-many-from-network");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 60, 70);
    }

    [Fact]
    public async Task A_document_can_require_proofs_always_or_never()
    {
        using var refused = await program.SignAsync(null, program.NewBody(), LimitedProgram.Always);
        await ProblemOfAsync(refused, 403, "proof-needed");
        var proof = await program.SolveAsync(LimitedProgram.Always);
        using var signed = await program.SignAsync(null, program.NewBody(proof), LimitedProgram.Always);
        Assert.Equal(HttpStatusCode.Created, signed.StatusCode);

        var from = LimitedProgram.NewAddress();
        for (var i = 0; i < 2 * LimitedProgram.PerMinute; i++)
        {
            using var free = await program.SignAsync(from, program.NewBody(), LimitedProgram.Never);
            Assert.Equal(HttpStatusCode.Created, free.StatusCode);
        }
    }

    [Fact]
    public async Task A_closed_petition_needs_no_proof_and_retries_still_get_the_receipt()
    {
        var (signer, operation) = (RunningProgram.NewSigner(), RunningProgram.NewOperation());
        var proof = await program.SolveAsync(LimitedProgram.Ending);
        using var inTime = await program.SignAsync(null, program.BodyOf(signer, proof), LimitedProgram.Ending, operation);
        Assert.Equal(HttpStatusCode.Created, inTime.StatusCode);
        await program.CloseAsync(LimitedProgram.Ending);

        using var late = await program.SignAsync(null, program.NewBody(), LimitedProgram.Ending);
        await ProblemOfAsync(late, 409, "not-open");
        using var again = await program.SignAsync(null, program.BodyOf(signer), LimitedProgram.Ending, operation);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(await BytesAsync(inTime), await BytesAsync(again));
        var form = new Dictionary<string, string>
        {
            ["givenName"] = "Maria", ["familyName"] = "Musterfrau", ["email"] = SigningClient.EmailOf(RunningProgram.NewSigner()),
            ["ageConfirmed"] = "true",
            ["consent-transfer"] = "2026-01",
        };
        using var page = await program.PostAsync(null, form, LimitedProgram.Ending);
        Assert.Equal(HttpStatusCode.Conflict, page.StatusCode);
        Assert.Contains(Texts.English["Closed_Title"], await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loopback_calls_without_a_proxy_are_not_limited()
    {
        for (var i = 0; i < 2 * LimitedProgram.RefusedFrom; i++)
        {
            using var answer = await program.SignAsync(null, program.NewBody());
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Challenges_exist_for_known_petitions_only_and_are_not_cacheable()
    {
        using var answer = await program.Client.Http.GetAsync(new Uri(ChallengeEndpoint.PathOf(LimitedProgram.Auto), UriKind.Relative),
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        using var unknown = await program.Client.Http.GetAsync(new Uri(ChallengeEndpoint.PathOf("nobody-knows"), UriKind.Relative),
            TestContext.Current.CancellationToken);
        await ProblemOfAsync(unknown, 404, "unknown-petition");
    }

    [Fact]
    public async Task A_disposable_address_is_an_error_of_its_field()
    {
        var body = JsonNode.Parse(program.NewBody())!.AsObject();
        body["email"] = $"maria@mail.{LimitedProgram.Disposable}";
        using var answer = await program.SignAsync(null, body.ToJsonString());
        var problem = await ProblemOfAsync(answer, 422, "invalid-fields");
        Assert.Contains("last only for minutes", (string)problem["errors"]!["email"]![0]!, StringComparison.Ordinal);
    }

    private static Task<byte[]> BytesAsync(HttpResponseMessage answer) => answer.Content.ReadAsByteArrayAsync();

    private static async Task<JsonNode> ProblemOfAsync(HttpResponseMessage answer, int status, string name)
    {
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal((status, $"urn:petition:problem:{name}"), ((int)answer.StatusCode, (string)problem["type"]!));
        return problem;
    }
}
