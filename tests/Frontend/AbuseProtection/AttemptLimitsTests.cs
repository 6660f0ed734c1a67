using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.AbuseProtection;
using Xunit;

namespace Petitions.Tests.Frontend.AbuseProtection;

public sealed class AttemptLimitsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly NetworkKeys _keys = new();
    private readonly LimitOptions _options =
        new() { AddressPerMinute = 10, AddressPerHour = 50, NetworkPerMinute = 30, NetworkPerHour = 150 };

    [Fact]
    public void An_address_needs_no_proof_up_to_its_limit_and_more_work_above_it()
    {
        var limits = NewLimits();
        Assert.All(Many(10), _ => Assert.Null(Record(limits, "203.0.113.9").ExtraLevels));
        Assert.Equal(0, Record(limits, "203.0.113.9").ExtraLevels);
        Assert.All(Many(10), _ => Record(limits, "203.0.113.9"));
        Assert.Equal(1, Record(limits, "203.0.113.9").ExtraLevels);
        Assert.Null(Record(limits, "203.0.113.10").ExtraLevels);
    }

    [Fact]
    public void Addresses_of_one_network_share_the_network_limit()
    {
        var limits = NewLimits();
        for (var i = 1; i <= 30; i++) Assert.Null(Record(limits, $"203.0.113.{i}").ExtraLevels);
        Assert.NotNull(Record(limits, "203.0.113.31").ExtraLevels);
        Assert.Null(Record(limits, "203.0.114.31").ExtraLevels);
        for (var i = 1; i <= 30; i++) Assert.Null(Record(limits, $"2001:db8:1:{i:x}::").ExtraLevels);
        Assert.NotNull(Record(limits, "2001:db8:1:ff::").ExtraLevels);
    }

    [Fact]
    public void The_minute_limit_recovers_before_the_hour_limit()
    {
        var limits = NewLimits();
        for (var minute = 0; minute < 6; minute++)
        {
            for (var i = 0; i < 8; i++) Assert.Null(Record(limits, "203.0.113.9").ExtraLevels);
            _time.Advance(TimeSpan.FromMinutes(2));
        }
        Assert.All(Many(2), _ => Assert.Null(Record(limits, "203.0.113.9").ExtraLevels));
        Assert.NotNull(Record(limits, "203.0.113.9").ExtraLevels);
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Null(Record(limits, "203.0.113.9").ExtraLevels);
    }

    [Fact]
    public void Attempts_far_above_a_limit_are_refused_until_older_ones_expire()
    {
        var limits = NewLimits();
        Assert.All(Many(100), _ => Assert.False(Record(limits, "203.0.113.9").MustRefuse));
        Assert.True(Record(limits, "203.0.113.9").MustRefuse);
        // Refused attempts are not counted: otherwise retrying would prolong the refusal forever.
        Assert.All(Many(1_000), _ => Record(limits, "203.0.113.9"));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.False(Record(limits, "203.0.113.9").MustRefuse);
    }

    [Fact]
    public void Peek_does_not_count_an_attempt()
    {
        var limits = NewLimits();
        Assert.All(Many(1_000), _ => Assert.Null(limits.Peek(_keys.Of(IPAddress.Parse("203.0.113.9"))).ExtraLevels));
        Assert.Null(Record(limits, "203.0.113.9").ExtraLevels);
    }

    [Fact]
    public void A_million_addresses_need_no_more_memory_and_keep_the_busiest_entry()
    {
        var table = new AttemptTable(4_096);
        Assert.Equal(4_096, table.EntriesMax);
        for (var i = 0; i < 100; i++) table.Record(7, 0, int.MaxValue, int.MaxValue);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000_000; i++)
        {
            Assert.True(table.Record(_keys.Hash((ulong)i, 1), i / 1_000, int.MaxValue, int.MaxValue).Hour >= 1);
        }
        // Not 0: the JIT compiler allocates as well.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal(101, table.Record(7, 1_000, int.MaxValue, int.MaxValue).Hour);
    }

    [Fact]
    public async Task Parallel_attempts_are_all_counted()
    {
        var table = new AttemptTable(1_024);
        await Parallel.ForEachAsync(Many(20_000), TestContext.Current.CancellationToken, (i, _) =>
        {
            table.Record((ulong)(i % 4) + 1, 0, int.MaxValue, int.MaxValue);
            return ValueTask.CompletedTask;
        });
        for (var key = 1UL; key <= 4; key++) Assert.Equal((5_000, 5_000), table.Peek(key, 0));
    }

    [Fact]
    public void A_sliding_window_count_decreases_gradually()
    {
        var count = new SlidingWindowCount();
        for (var i = 0; i < 60; i++) count.Add(i, 60);
        Assert.Equal([60, 60, 30, 1, 0], new[] { 59, 60, 90, 119, 120 }.Select(second => count.At(second, 60)));
    }

    [Fact]
    public void Limits_out_of_range_are_invalid()
    {
        Assert.True(AreValid(new()));
        Assert.False(AreValid(new() { AddressPerMinute = 0 }));
        Assert.False(AreValid(new() { RefuseAtTimes = 1 }));
        Assert.False(AreValid(new() { ProofLevel = 3, ProofLevelMax = 2 }));
        Assert.False(AreValid(new() { ProofLevelMax = 8 }));
        Assert.False(AreValid(new() { ProofWithin = TimeSpan.Zero }));

        static bool AreValid(LimitOptions options) => new LimitOptionsValidator().Validate(null, options).Succeeded;
    }

    private AttemptLimits NewLimits() => new(Options.Create(_options), _time);

    private LimitUsage Record(AttemptLimits limits, string address) => limits.Record(_keys.Of(IPAddress.Parse(address)));

    private static IEnumerable<int> Many(int count) => Enumerable.Range(0, count);
}
