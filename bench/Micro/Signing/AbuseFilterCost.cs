using System.Net;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Petitions.Frontend.AbuseProtection;
using Petitions.Frontend.Http;
using Petitions.Frontend.Signing;
using Petitions.Grains.Keys;
using Petitions.Grains.Signing;

namespace Petitions.Bench.Micro.Signing;

/// <summary>
/// The cost of the abuse filter per signature: from a loopback address, which has no limits, from one busy address, and from 65,536
/// addresses; and the cost of issuing and checking a challenge.
/// </summary>
public class AbuseFilterCost
{
    private const int AddressesMask = 0xffff;

    private readonly DefaultHttpContext _here = From(IPAddress.Loopback), _office = From(IPAddress.Parse("203.0.113.9"));
    private readonly DefaultHttpContext[] _everywhere =
    [
        .. Enumerable.Range(0, AddressesMask + 1)
            .Select(i => From(new IPAddress([20, 1, 13, 184, (byte)(i >> 8), (byte)i, 0, 2, 1, 1, 1, 1, 1, 1, 1, 1]))),
    ];

    private AbuseFilter _filter = null!;
    private ChallengeService _challenges = null!;
    private ValidatedSignature _signed;
    private ChallengeParameters _parameters = null!;
    private int _next;

    [GlobalSetup]
    public void SetUp()
    {
        // Limits that are never reached, so that every check runs.
        var options = Options.Create(new LimitOptions
        {
            AddressPerMinute = 1_000_000, AddressPerHour = 1_000_000, NetworkPerMinute = 1_000_000, NetworkPerHour = 1_000_000,
            ConcentrationPerMinute = 1_000_000, RefuseAtTimes = 1_000,
        });
        var time = TimeProvider.System;
        var pepper = new Pepper(new KeyFile(Pepper.Name, "bench", new byte[32]));
        _challenges = new ChallengeService(pepper, options, new UsedChallenges(options, time), time);
        var network = Options.Create(new NetworkOptions());
        _filter = new AbuseFilter(
            new RemoteAddress(network, new KnownProxies(network), NullLogger<RemoteAddress>.Instance), new NetworkKeys(),
            new AttemptLimits(options, time),
            new ConcentrationDetectors(options, time),
            _challenges, options, time, NullLogger<AbuseFilter>.Instance);
        if (!EmailAddress.TryParse(SampleData.Signature.Email, out var email))
            throw new InvalidOperationException("The sample has no e-mail address.");
        _signed = new ValidatedSignature(email, SampleData.Signature);
        var challenge = JsonNode.Parse(_challenges.Issue(SampleData.Petition.Slug, options.Value.ProofLevel))!["parameters"]!;
        _parameters = new ChallengeParameters
        {
            Nonce = (string)challenge["nonce"]!, Salt = (string)challenge["salt"]!, Cost = (int)challenge["cost"]!,
        };
    }

    [Benchmark(Baseline = true)]
    public object? FromThisMachine() => Check(_here);

    [Benchmark]
    public object? FromOneAddress() => Check(_office);

    [Benchmark]
    public object? FromEverywhere() => Check(_everywhere[_next++ & AddressesMask]);

    [Benchmark]
    public int IssueChallenge() => _challenges.Issue(SampleData.Petition.Slug, 1).Length;

    [Benchmark]
    public int DeriveOnce() => ChallengeService.Derive(_parameters, 1).Length;

    private object? Check(HttpContext http) =>
        _filter.Check(http, SampleData.Petition, _signed.Signer, _signed.Signature.IdempotencyKey, null).Refusal;

    private static DefaultHttpContext From(IPAddress address) => new() { Connection = { RemoteIpAddress = address } };
}
