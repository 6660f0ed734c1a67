using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.AbuseProtection;
using Petitions.Frontend.Http;
using Petitions.Frontend.Signing;
using Petitions.Grains.Documents;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.AbuseProtection;

/// <summary>The filter behind the forwarded headers middleware.</summary>
public sealed class AbuseFilterTests
{
    private static readonly ValidatedSignature Signed = SignatureValidator.Check(
        new SignRequest { GivenName = "Maria", FamilyName = "Musterfrau", Email = "maria@example.org", AgeConfirmed = true },
        SamplePetition.Open, RunningProgram.NewOperation(), out _)!.Value;

    private static readonly IOptions<NetworkOptions> Network = Options.Create(new NetworkOptions());

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task X_Forwarded_For_from_an_unknown_proxy_is_ignored()
    {
        var filter = NewFilter(new());
        for (var i = 0; i < 60; i++) Assert.Null((await CheckAsync(filter, "198.51.100.7", $"203.0.{i}.1")).Refusal);
        Assert.Equal(Problem.ProofNeeded, (await CheckAsync(filter, "198.51.100.7", "203.0.113.9")).Refusal);
        Assert.Equal(Problem.ProofNeeded, (await CheckAsync(filter, "198.51.100.7", "127.0.0.1")).Refusal);
        Assert.Null((await CheckAsync(filter, "198.51.200.7", null)).Refusal);
    }

    [Fact]
    public async Task A_concentration_needs_proofs_for_its_petition_except_from_loopback()
    {
        var filter = NewFilter(new() { ConcentrationPerMinute = 60 });
        for (var i = 0; i < 40; i++) Assert.Null((await CheckAsync(filter, $"198.51.{i % 4}.7", null)).Refusal);
        _time.Advance(ConcentrationDetector.Window);
        Assert.Equal(Problem.ProofNeeded, (await CheckAsync(filter, "203.0.113.9", null)).Refusal);
        Assert.Null((await CheckAsync(filter, "203.0.113.9", null, SamplePetition.Open with { Id = 99 })).Refusal);
        Assert.Null((await CheckAsync(filter, "127.0.0.1", null)).Refusal);
        Assert.Null((await CheckAsync(filter, "203.0.113.9", null, With(ChallengeUse.Never))).Refusal);
    }

    [Fact]
    public async Task An_automatic_looking_form_needs_a_proof_unless_challenge_is_never()
    {
        var filter = NewFilter(new());
        Assert.Equal(Problem.ProofNeeded, (await CheckAsync(filter, "203.0.113.9", null, automatic: true)).Refusal);
        Assert.Null((await CheckAsync(filter, "203.0.113.9", null, With(ChallengeUse.Never), automatic: true)).Refusal);
        Assert.Null((await CheckAsync(filter, "127.0.0.1", null, automatic: true)).Refusal);
    }

    [Fact]
    public async Task A_closed_petition_needs_no_proof_below_the_limits()
    {
        var filter = NewFilter(new() { AddressPerMinute = 10, RefuseAtTimes = 2 });
        var always = With(ChallengeUse.Always);
        var closed = always with { ClosedByAdmin = true };
        Assert.Equal(Problem.ProofNeeded, (await CheckAsync(filter, "127.0.0.1", null, always)).Refusal);
        Assert.Null((await CheckAsync(filter, "127.0.0.1", null, closed)).Refusal);

        for (var i = 0; i < 10; i++) Assert.Null((await CheckAsync(filter, "203.0.113.9", null, closed)).Refusal);
        for (var i = 0; i < 10; i++) Assert.Equal(Problem.ProofNeeded, (await CheckAsync(filter, "203.0.113.9", null, closed)).Refusal);
        Assert.Equal(Problem.TooManyFromNetwork, (await CheckAsync(filter, "203.0.113.9", null, closed)).Refusal);
    }

    [Fact]
    public async Task Difficulty_grows_with_the_attempts_above_a_limit_up_to_a_maximum()
    {
        var filter = NewFilter(new() { AddressPerMinute = 10, RefuseAtTimes = 100 });
        var levels = new List<int>();
        for (var i = 0; i < 400; i++)
        {
            await CheckAsync(filter, "203.0.113.9", null);
            var level = filter.LevelFor(await ContextAsync("203.0.113.9", null), SamplePetition.Open);
            if (levels.Count == 0 || levels[^1] != level) levels.Add(level);
        }
        Assert.Equal([1, 2, 3, 4, 5], levels);
        Assert.Equal(1, filter.LevelFor(await ContextAsync("203.0.200.9", null), SamplePetition.Open));
    }

    private static Petition With(ChallengeUse use) =>
        SamplePetition.Open with { Facts = SamplePetition.Open.Facts with { Challenge = use } };

    private AbuseFilter NewFilter(LimitOptions limits)
    {
        var options = Options.Create(limits);
        var pepper = new Pepper(new KeyFile(Pepper.Name, "id", RandomNumberGenerator.GetBytes(32)));
        var challenges = new ChallengeService(pepper, options, new UsedChallenges(options, _time), _time);
        return new AbuseFilter(
            new RemoteAddress(Network, new(Network), NullLogger<RemoteAddress>.Instance), new NetworkKeys(),
            new AttemptLimits(options, _time),
            new ConcentrationDetectors(options, _time), challenges, options, _time, NullLogger<AbuseFilter>.Instance);
    }

    private static async Task<AbuseVerdict> CheckAsync(
        AbuseFilter filter, string peer, string? forwardedFor, Petition? petition = null, bool automatic = false) =>
        filter.Check(
            await ContextAsync(peer, forwardedFor), petition
                ?? SamplePetition.Open, Signed.Signer, Signed.Signature.IdempotencyKey, null, automatic);

    private static async Task<HttpContext> ContextAsync(string peer, string? forwardedFor)
    {
        var forwarded = new ForwardedHeadersOptions();
        RemoteAddress.Trust(forwarded, new NetworkOptions());
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        if (forwardedFor is not null) http.Request.Headers["X-Forwarded-For"] = forwardedFor;
        await new ForwardedHeadersMiddleware(_ => Task.CompletedTask, NullLoggerFactory.Instance, Options.Create(forwarded)).Invoke(http);
        return http;
    }
}
