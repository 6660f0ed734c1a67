using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Signing;
using Petitions.Grains.Keys;
using Petitions.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Signing;

public sealed class SignerCallsTests
{
    private static readonly SignAnswer Accepted = new(SignOutcome.Accepted, "receipt");

    private readonly FakeTimeProvider _time = new();
    private readonly List<Signature> _sent = [];
    private readonly GatewayLossSignal _lost = new();

    public static TheoryData<Exception> Transient =>
    [
        new SiloUnavailableException("gone"),
        new Orleans.Runtime.Messaging.ConnectionFailedException("gone"),
        new TimeoutException("late"),
    ];

    public static TheoryData<Exception> TooMany =>
    [
        new LimitExceededException("full"),
        new SiloUnavailableException("Target activation is overloaded"),
        new AggregateException(new LimitExceededException("full")),
    ];

    [Theory, MemberData(nameof(Transient))]
    public async Task A_call_that_got_lost_is_made_again_with_the_same_signature(Exception failure)
    {
        Assert.Equal(Accepted, await SignAsync(failure, null));
        Assert.Equal(2, _sent.Count);
        Assert.Same(_sent[0], _sent[1]);
    }

    [Fact]
    public async Task Three_lost_calls_give_an_unknown_outcome()
    {
        var lost = new SiloUnavailableException("gone");
        Assert.Equal(SignOutcome.Unknown, (await SignAsync(lost, lost, lost, null)).Outcome);
        Assert.Equal(RetryingCaller.AttemptsMax, _sent.Count);
    }

    [Fact]
    public async Task A_second_timeout_is_the_last()
    {
        var late = new TimeoutException("late");
        Assert.Equal(SignOutcome.Unknown, (await SignAsync(late, late, null)).Outcome);
        Assert.Equal(2, _sent.Count);
    }

    [Theory, MemberData(nameof(TooMany))]
    public async Task A_signer_who_calls_too_often_is_told_so_at_once(Exception failure)
    {
        Assert.Equal(SignOutcome.TooManyWaiting, (await SignAsync(failure, null)).Outcome);
        Assert.Single(_sent);
    }

    [Fact]
    public async Task A_gateway_that_is_too_busy_is_overload() =>
        Assert.Equal(SignOutcome.Overloaded, (await SignAsync(new GatewayTooBusyException(), null)).Outcome);

    [Fact]
    public async Task A_fault_of_the_grain_is_not_repeated()
    {
        Assert.Equal(SignOutcome.Unknown, (await SignAsync(new InvalidOperationException("bug"), null)).Outcome);
        Assert.Single(_sent);
    }

    [Fact]
    public async Task A_call_that_is_never_answered_ends_in_time()
    {
        var start = _time.GetUtcNow();
        var answer = Calls(_ => new TaskCompletionSource<SignAnswer>().Task).SignAsync(Signed());
        await AdvanceUntilAsync(answer);
        Assert.Equal(SignOutcome.Unknown, (await answer).Outcome);
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.Zero, TimeSpan.FromSeconds(6));
    }

    // Its gateway is given up: nobody waits for the answer, and the same call goes to another.
    [Fact]
    public async Task A_call_whose_gateway_is_given_up_is_made_again_at_once()
    {
        var start = _time.GetUtcNow();
        var answer = Calls(_ => _sent.Count == 1 ? new TaskCompletionSource<SignAnswer>().Task : Task.FromResult(Accepted))
            .SignAsync(Signed());
        _lost.Raise();
        await AdvanceUntilAsync(answer);
        Assert.Equal(Accepted, await answer);
        Assert.Same(_sent[0], _sent[1]);
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task One_more_than_may_be_in_flight_is_refused_and_the_place_is_given_back()
    {
        var held = new TaskCompletionSource<SignAnswer>();
        var calls = Calls(_ => held.Task, inFlightMax: 1);
        var first = calls.SignAsync(Signed());
        Assert.Equal(SignOutcome.Overloaded, (await calls.SignAsync(Signed())).Outcome);

        held.SetResult(Accepted);
        Assert.Equal(Accepted, await first);
        Assert.Equal(Accepted, await calls.SignAsync(Signed()));
    }

    [Fact]
    public async Task No_response_comes_before_the_minimum_response_time()
    {
        var answer = Calls(_ => Task.FromResult(Accepted), answerNotBefore: TimeSpan.FromMilliseconds(5)).SignAsync(Signed());
        _time.Advance(TimeSpan.FromMilliseconds(4));
        await Task.Yield();
        Assert.False(answer.IsCompleted);
        // One more than the floor: the loop that ends waits looks once a millisecond.
        _time.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal(Accepted, await answer.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Parallel_calls_all_take_at_least_the_minimum_response_time()
    {
        var calls = Calls(_ => Task.FromResult(Accepted), answerNotBefore: TimeSpan.FromMilliseconds(5));
        var first = calls.SignAsync(Signed());
        _time.Advance(TimeSpan.FromMicroseconds(900));
        var last = calls.SignAsync(Signed());
        _time.Advance(TimeSpan.FromMicroseconds(4_900));
        await Task.Yield();
        Assert.False(last.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([Accepted, Accepted],
            await Task.WhenAll(first, last).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    // Each failure ends one attempt; null is an answer.
    private async Task<SignAnswer> SignAsync(params Exception?[] attempts)
    {
        var next = 0;
        var calls = Calls(_ => attempts[next++] is { } failure ? Task.FromException<SignAnswer>(failure) : Task.FromResult(Accepted));
        var answer = calls.SignAsync(Signed());
        await AdvanceUntilAsync(answer);
        return await answer;
    }

    private async Task AdvanceUntilAsync(Task task)
    {
        for (var i = 0; i < 1_000 && !task.IsCompleted; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }
    }

    private SignerCalls Calls(Func<Signature, Task<SignAnswer>> sign, int inFlightMax = 10, TimeSpan answerNotBefore = default)
    {
        var signer = FakeGrains.Of<ISignerGrain>((_, arguments) =>
        {
            _sent.Add((Signature)arguments[0]!);
            return sign(_sent[^1]);
        });
        var pepper = new Pepper(new KeyFile(Pepper.Name, "00", new byte[32]));
        var admission = new Admission(Options
            .Create(new AdmissionOptions { SignaturesInFlightMax = inFlightMax, MinimumResponseTime = answerNotBefore }),
            _time, NullLogger<Admission>.Instance);
        return new(admission, new OneSigner(signer), new SignerIdentity(pepper), _time, NullLogger<SignerCalls>.Instance, _lost);
    }

    private static ValidatedSignature Signed()
    {
        Assert.True(EmailAddress.TryParse("maria@example.org", out var email));
        return new(email, new Signature
        {
            Petition = 7,
            IdempotencyKey = Guid.Empty,
            GivenName = "Maria",
            FamilyName = "Musterfrau",
            Email = email.Original,
            Consents = ImmutableArray<GivenConsent>.Empty,
        });
    }

    private sealed class OneSigner(ISignerGrain signer) : SignerReferences(null!)
    {
        public override ISignerGrain Of(Guid signerKey) => signer;
    }
}
