using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.AbuseProtection;
using Petitions.Grains.Keys;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.AbuseProtection;

public sealed class ChallengeServiceTests
{
    private const string Slug = "lamp", Signer = "maria@example.org";

    private static readonly Guid Operation = new("7d444840-9dc0-11d1-b245-5ffdce74fad2");

    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    private readonly FakeTimeProvider _time = new(new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly ChallengeService _challenges;

    public ChallengeServiceTests() => _challenges = NewService(Key);

    [Fact]
    public void A_proof_is_valid_at_every_front_end_with_the_same_pepper()
    {
        var proof = ProofSolver.Solve(NewChallenge());
        Assert.Equal(ProofVerdict.Valid, Check(proof));
        Assert.Equal(ProofVerdict.Valid, NewService(Key).Check(Slug, proof, 0, Operation, Signer));
        var otherPepper = NewService(RandomNumberGenerator.GetBytes(32));
        Assert.Equal(ProofVerdict.UnknownChallenge, otherPepper.Check(Slug, proof, 0, Operation, Signer));
    }

    [Fact]
    public void A_proof_is_valid_for_one_attempt_of_one_person_and_its_retries()
    {
        var proof = ProofSolver.Solve(NewChallenge());
        Assert.Equal(ProofVerdict.Valid, Check(proof));
        Assert.Equal(ProofVerdict.Valid, Check(proof));
        Assert.Equal(ProofVerdict.Used, _challenges.Check(Slug, proof, 0, RunningProgram.NewOperation(), Signer));
        Assert.Equal(ProofVerdict.Used, _challenges.Check(Slug, proof, 0, Operation, "other@example.org"));
    }

    [Fact]
    public void A_proof_is_valid_for_one_petition() =>
        Assert.Equal(ProofVerdict.UnknownChallenge, _challenges.Check("other", ProofSolver.Solve(NewChallenge()), 0, Operation, Signer));

    [Fact]
    public void A_challenge_expires_after_its_lifetime()
    {
        var proof = ProofSolver.Solve(NewChallenge());
        _time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        Assert.Equal(ProofVerdict.Expired, Check(proof));
    }

    [Fact]
    public void A_used_challenge_is_kept_until_it_expires_and_not_longer()
    {
        var used = NewUsed(1_000_000);
        var last = _time.GetUtcNow() + TimeSpan.FromMinutes(40);
        var nonce = (UInt128)0;
        for (; _time.GetUtcNow() < last; nonce++, _time.Advance(TimeSpan.FromSeconds(7)))
        {
            Assert.Equal(UseResult.FirstUse, used.TryUse(nonce, 1));
            for (var back = 0; back < 42 && (UInt128)back <= nonce; back += 3)
                Assert.Equal(UseResult.AlreadyUsed, used.TryUse(nonce - (UInt128)back, 2));
        }
        Assert.InRange(used.Count, 40, 120);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(UseResult.FirstUse, used.TryUse(nonce, 1));
    }

    [Fact]
    public void The_table_of_used_challenges_is_bounded()
    {
        var used = NewUsed(1_000);
        var verdicts = Enumerable.Range(0, 100_000).Select(i => used.TryUse((UInt128)i, 1)).ToList();
        Assert.Equal(UseResult.Full, verdicts[^1]);
        Assert.InRange(used.Count, 400, 1_000);
    }

    [Fact]
    public void Wrong_solutions_take_no_place_and_leave_their_challenge_usable()
    {
        var used = NewUsed(1_000);
        var challenges = NewService(Key, used);
        for (var i = 0; i < 2_000; i++)
        {
            var wrong = ProofSolver.Pack(JsonNode.Parse(challenges.Issue(Slug, level: 0))!.AsObject(), 5, new string('0', 64));
            Assert.Equal(ProofVerdict.WrongSolution, challenges.Check(Slug, wrong, 0, RunningProgram.NewOperation(), Signer));
        }
        Assert.Equal(0, used.Count);

        // Whoever sends a wrong solution for a challenge of somebody else does not spoil it.
        var challenge = NewChallenge();
        var right = ProofSolver.Solve(challenge);
        var stolen = ProofSolver.Pack(challenge, 5, new string('0', 64));
        Assert.Equal(ProofVerdict.WrongSolution, challenges.Check(Slug, stolen, 0, RunningProgram.NewOperation(), "other@example.org"));
        Assert.Equal(ProofVerdict.Valid, challenges.Check(Slug, right, 0, Operation, Signer));
        Assert.Equal(1, used.Count);
    }

    [Fact]
    public void A_wrong_solution_is_never_valid_in_parallel_calls_of_one_attempt()
    {
        // Hundreds of rounds, so that the calls overlap within one derivation.
        for (var round = 0; round < 300; round++)
        {
            var challenge = JsonNode.Parse(_challenges.Issue(Slug, level: 3))!.AsObject();
            var wrong = ProofSolver.Pack(challenge, 5, new string('0', 64));
            using var together = new Barrier(4);
            var verdicts = new ProofVerdict[together.ParticipantCount];
            var calls = verdicts.Select((_, i) => new Thread(() =>
            {
                together.SignalAndWait();
                verdicts[i] = Check(wrong);
            })).ToList();
            calls.ForEach(call => call.Start());
            calls.ForEach(call => call.Join());
            Assert.DoesNotContain(ProofVerdict.Valid, verdicts);
        }
    }

    [Fact]
    public void A_key_without_the_prefix_or_a_counter_out_of_range_is_wrong()
    {
        Assert.Equal(ProofVerdict.WrongSolution, Check(ProofSolver.Pack(NewChallenge(), 5, new string('f', 64))));
        Assert.Equal(ProofVerdict.WrongSolution, Check(ProofSolver.Pack(NewChallenge(), -1, new string('0', 64))));
        Assert.Equal(ProofVerdict.WrongSolution, Check(ProofSolver.Pack(NewChallenge(), 1L << 32, new string('0', 64))));
    }

    [Theory]
    [InlineData("algorithm", "SHA-256")]
    [InlineData("nonce", "00000000000000000000000000000000")]
    [InlineData("salt", "00000000000000000000000000000000")]
    [InlineData("cost", 1)]
    [InlineData("keyLength", 1)]
    [InlineData("keyPrefix", "0")]
    [InlineData("keyPrefix", "")]
    [InlineData("keyPrefix", "000\n32")]
    [InlineData("expiresAt", 99999999999)]
    public void A_changed_challenge_is_unknown(string member, object value)
    {
        var challenge = NewChallenge();
        challenge["parameters"]![member] = JsonValue.Create(value);
        Assert.Equal(ProofVerdict.UnknownChallenge, Check(ProofSolver.Pack(challenge, 1, new string('0', 64))));
    }

    [Theory, InlineData(""), InlineData("00"), InlineData("zz"), InlineData("ä")]
    public void A_challenge_with_another_signature_is_unknown(string signature)
    {
        var challenge = NewChallenge();
        challenge["signature"] = signature;
        Assert.Equal(ProofVerdict.UnknownChallenge, Check(ProofSolver.Pack(challenge, 1, new string('0', 64))));
    }

    [Fact]
    public void A_proof_up_to_two_levels_too_easy_is_valid()
    {
        var proof = ProofSolver.Solve(NewChallenge());
        Assert.Equal(ProofVerdict.TooEasy, Check(proof, ChallengeService.LevelTolerance + 1));
        Assert.Equal(ProofVerdict.Valid, Check(proof, ChallengeService.LevelTolerance));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("====")]
    [InlineData("bnVsbA==")]
    [InlineData("e30=")]
    [InlineData("W10=")]
    [InlineData("/v8=")]
    public void Undecodable_text_is_a_malformed_proof(string text) => Assert.Equal(ProofVerdict.Malformed, Check(text));

    [Fact]
    public void Missing_null_repeated_or_mistyped_members_make_a_malformed_proof()
    {
        var good = Encoding.UTF8.GetString(Convert.FromBase64String(ProofSolver.Pack(NewChallenge(), 1, "00")));
        Assert.Equal(ProofVerdict.WrongSolution, Check(Base64(good)));
        foreach (var bad in new[]
        {
            good.Replace("\"counter\":1,", "", StringComparison.Ordinal),
            good.Replace("\"counter\":1", "\"counter\":1.5", StringComparison.Ordinal),
            good.Replace("\"counter\":1", "\"counter\":1,\"counter\":2", StringComparison.Ordinal),
            good.Replace("\"derivedKey\":\"00\"", "\"derivedKey\":null", StringComparison.Ordinal),
            good.Replace("\"petition\":\"lamp\"", "\"petition\":7", StringComparison.Ordinal), good[..^1],
            new string(' ', 1_000) + good + new string(' ', 1_000),
        })
        {
            Assert.NotEqual(good, bad);
            Assert.Equal(ProofVerdict.Malformed, Check(Base64(bad)));
        }
        Assert.Equal(ProofVerdict.Missing, Check(null));
        Assert.Equal(ProofVerdict.Missing, Check(""));
    }

    [Fact]
    public void Each_level_doubles_the_work_and_has_unique_parameters()
    {
        var work = Enumerable.Range(0, Difficulty.LevelMax + 1).Select(Difficulty.Of)
            .Select(level => level.Rounds * Math.Pow(16, level.Prefix.Length)).ToList();
        Assert.All(work.Zip(work.Skip(1)), pair => Assert.Equal(2 * pair.First, pair.Second));
        Assert.All(Enumerable.Range(0, Difficulty.LevelMax + 1), level =>
            Assert.Equal(level, Difficulty.LevelOf(Difficulty.Of(level).Rounds, Difficulty.Of(level).Prefix)));
        Assert.Null(Difficulty.LevelOf(1, "0"));
    }

    private static string Base64(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));

    private JsonObject NewChallenge() => JsonNode.Parse(_challenges.Issue(Slug, level: 0))!.AsObject();

    private ProofVerdict Check(string? proof, int level = 0) => _challenges.Check(Slug, proof, level, Operation, Signer);

    private ChallengeService NewService(byte[] key, UsedChallenges? used = null) =>
        new(new Pepper(new KeyFile(Pepper.Name, "id", key)), Options.Create(new LimitOptions()), used ?? NewUsed(100_000), _time);

    private UsedChallenges NewUsed(int max) => new(Options.Create(new LimitOptions { ProofsMax = max }), _time);
}
