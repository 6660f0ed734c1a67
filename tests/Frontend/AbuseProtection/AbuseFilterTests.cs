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

/// <summary>The filter behind the middleware that believes proxies.</summary>
public sealed class AbuseFilterTests
{
    private static readonly ValidatedSignature Signed = SignatureValidator.Check(
        new SignRequest { GivenName = "Maria", FamilyName = "Musterfrau", Email = "maria@example.org", AgeConfirmed = true },
        SamplePetition.Open, RunningProgram.NewOperation(), out _)!.Value;

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_peer_that_is_no_known_proxy_can_write_what_it_likes()
    {
        var filter = NewFilter(new());
        for (var i = 0; i < 60; i++) Assert.Null((await CheckAsync(filter, "198.51.100.7", $"203.0.{i}.1")).Refusal);
        Assert.Equal(Problem.ProofNeeded, (await CheckAsync(filter, "198.51.100.7", "203.0.113.9")).Refusal);
        Assert.Equal(Problem.ProofNeeded, (await CheckAsync(filter, "198.51.100.7", "127.0.0.1")).Refusal);
        Assert.Null((await CheckAsync(filter, "198.51.200.7", null)).Refusal);
    }

    [Fact]
    public async Task A_rush_from_few_networks_asks_everybody_of_that_petition_except_this_machine()
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
    public async Task What_looks_automatic_is_asked_unless_the_petition_forbids_it()
    {
        var filter = NewFilter(new());
        Assert.Equal(Problem.ProofNeeded, (await CheckAsync(filter, "203.0.113.9", null, automatic: true)).Refusal);
        Assert.Null((await CheckAsync(filter, "203.0.113.9", null, With(ChallengeUse.Never), automatic: true)).Refusal);
        Assert.Null((await CheckAsync(filter, "127.0.0.1", null, automatic: true)).Refusal);
    }

    [Fact]
    public async Task Nobody_works_for_a_closed_letter_unless_limits_ask_for_it()
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
    public async Task The_further_beyond_a_limit_the_harder_the_challenge_up_to_a_bound()
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

    private static Petition With(ChallengeUse use) => SamplePetition.Open with { Facts = SamplePetition.Open.Facts with { Challenge = use } };

    private AbuseFilter NewFilter(LimitOptions limits)
    {
        var options = Options.Create(limits);
        var pepper = new Pepper(new KeyFile(Pepper.Name, "id", RandomNumberGenerator.GetBytes(32)));
        var desk = new ChallengeService(pepper, options, new UsedChallenges(options, _time), _time);
        return new AbuseFilter(
            new RemoteAddress(Options.Create(new NetworkOptions())), new NetworkKeys(), new AttemptLimits(options, _time), new ConcentrationDetectors(options, _time),
            desk, options, _time, NullLogger<AbuseFilter>.Instance);
    }

    private static async Task<AbuseVerdict> CheckAsync(
        AbuseFilter filter, string peer, string? forwardedFor, Petition? petition = null, bool automatic = false) =>
        filter.Check(
            await ContextAsync(peer, forwardedFor), petition ?? SamplePetition.Open, Signed.Signer, Signed.Signature.IdempotencyKey, null, automatic);

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
