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
/// What keeping programs out costs each signature: a call that is not counted, one from an address that signs a lot, ones from everywhere;
/// and what a challenge costs to give out and to check.
/// </summary>
public class AbuseFilterCost
{
    private const int AddressesMask = 0xffff;

    private readonly DefaultHttpContext _here = From(IPAddress.Loopback), _office = From(IPAddress.Parse("203.0.113.9"));
    private readonly DefaultHttpContext[] _everywhere =
        [.. Enumerable.Range(0, AddressesMask + 1).Select(i => From(new IPAddress([20, 1, 13, 184, (byte)(i >> 8), (byte)i, 0, 2, 1, 1, 1, 1, 1, 1, 1, 1])))];

    private AbuseFilter _gate = null!;
    private ChallengeService _desk = null!;
    private ValidatedSignature _signed;
    private ChallengeParameters _parameters = null!;
    private int _next;

    [GlobalSetup]
    public void SetUp()
    {
        // Limits that nobody reaches: each call goes all the way through.
        var options = Options.Create(new LimitOptions
        {
            AddressPerMinute = 1_000_000, AddressPerHour = 1_000_000, NetworkPerMinute = 1_000_000, NetworkPerHour = 1_000_000,
            ConcentrationPerMinute = 1_000_000, RefuseAtTimes = 1_000,
        });
        var time = TimeProvider.System;
        _desk = new ChallengeService(new Pepper(new KeyFile(Pepper.Name, "bench", new byte[32])), options, new UsedChallenges(options, time), time);
        _gate = new AbuseFilter(
            new RemoteAddress(Options.Create(new NetworkOptions())), new NetworkKeys(), new AttemptLimits(options, time), new ConcentrationDetectors(options, time),
            _desk, options, time, NullLogger<AbuseFilter>.Instance);
        _signed = new ValidatedSignature(EmailAddress.TryParse(Specimen.Signature.Email, out var email) ? email : throw new InvalidOperationException(), Specimen.Signature);
        var challenge = JsonNode.Parse(_desk.Issue(Specimen.Petition.Slug, options.Value.ProofLevel))!["parameters"]!;
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
    public int GiveOutChallenge() => _desk.Issue(Specimen.Petition.Slug, 1).Length;

    [Benchmark]
    public int DeriveOnce() => ChallengeService.Derive(_parameters, 1).Length;

    private object? Check(HttpContext http) => _gate.Check(http, Specimen.Petition, _signed, null).Refusal;

    private static DefaultHttpContext From(IPAddress address) => new() { Connection = { RemoteIpAddress = address } };
}
