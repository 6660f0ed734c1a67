using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Hosting;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Hosting;

public sealed class WarmUpTests
{
    private static readonly TimeSpan Max = new HttpConnectionOptions().WarmUpMax;

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Code_is_warm_when_nothing_was_compiled_for_a_while()
    {
        var policy = new WarmUpPolicy(Max, _time);
        for (var compiled = 1_000; compiled < 1_500; compiled += 100) Assert.False(After(50, policy, compiled));
        // A few methods of other parts of the process do not count.
        for (var i = 0; i < 4; i++) Assert.False(After(50, policy, 1_400 + i));
        Assert.True(After(50, policy, 1_403));
    }

    [Fact]
    public void A_warm_up_ends_although_code_is_still_compiled()
    {
        var policy = new WarmUpPolicy(Max, _time);
        var compiled = 0;
        while (!After(50, policy, compiled += 100)) Assert.True(policy.Elapsed < Max);
        Assert.Equal(Max, policy.Elapsed);
    }

    [Fact]
    public async Task A_process_is_ready_only_when_it_is_warm_and_a_step_that_hangs_delays_it_for_a_limited_time()
    {
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var warmUp = NewWarmUp(async cancel =>
        {
            called.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancel);
        });
        var started = warmUp.StartedAsync(TestContext.Current.CancellationToken);
        await called.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        _time.Advance(Max - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(warmUp.Missing);
        Assert.False(started.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await started.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Null(warmUp.Missing);
    }

    [Fact]
    public async Task A_step_that_fails_does_not_keep_the_process_from_becoming_ready()
    {
        var warmUp = NewWarmUp(_ => throw new TimeoutException());
        var started = warmUp.StartedAsync(TestContext.Current.CancellationToken);
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(20), () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            return started.IsCompletedSuccessfully;
        }));
        Assert.Null(warmUp.Missing);
    }

    [Fact]
    public async Task Without_a_warm_up_a_process_is_ready_at_once()
    {
        var warmUp = NewWarmUp(_ => throw new InvalidOperationException(), TimeSpan.Zero);
        Assert.NotNull(warmUp.Missing);
        await warmUp.StartedAsync(TestContext.Current.CancellationToken);
        Assert.Null(warmUp.Missing);
    }

    private WarmUp NewWarmUp(Func<CancellationToken, Task> run, TimeSpan? max = null) => new(
        [new Step(run)], Options.Create(new HttpConnectionOptions { WarmUpMax = max ?? Max }), _time, NullLogger<WarmUp>.Instance);

    private bool After(int milliseconds, WarmUpPolicy policy, long compiled)
    {
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        return policy.IsWarm(compiled);
    }

    private sealed class Step(Func<CancellationToken, Task> run) : IWarmUpStep
    {
        public Task RunAsync(CancellationToken cancel) => run(cancel);
    }
}
