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
    private readonly LimitOptions _options = new() { AddressPerMinute = 10, AddressPerHour = 50, NetworkPerMinute = 30, NetworkPerHour = 150 };

    [Fact]
    public void Up_to_its_limit_an_address_is_asked_nothing_and_beyond_it_for_more_and_more()
    {
        var limits = NewLimits();
        Assert.All(Many(10), _ => Assert.Null(Note(limits, "203.0.113.9").ExtraLevels));
        Assert.Equal(0, Note(limits, "203.0.113.9").ExtraLevels);
        Assert.All(Many(10), _ => Note(limits, "203.0.113.9"));
        Assert.Equal(1, Note(limits, "203.0.113.9").ExtraLevels);
        Assert.Null(Note(limits, "203.0.113.10").ExtraLevels);
    }

    [Fact]
    public void The_addresses_of_one_network_are_counted_together_as_well()
    {
        var limits = NewLimits();
        for (var i = 1; i <= 30; i++) Assert.Null(Note(limits, $"203.0.113.{i}").ExtraLevels);
        Assert.NotNull(Note(limits, "203.0.113.31").ExtraLevels);
        Assert.Null(Note(limits, "203.0.114.31").ExtraLevels);
        for (var i = 1; i <= 30; i++) Assert.Null(Note(limits, $"2001:db8:1:{i:x}::").ExtraLevels);
        Assert.NotNull(Note(limits, "2001:db8:1:ff::").ExtraLevels);
    }

    [Fact]
    public void A_minute_is_forgotten_sooner_than_an_hour()
    {
        var limits = NewLimits();
        for (var minute = 0; minute < 6; minute++)
        {
            for (var i = 0; i < 8; i++) Assert.Null(Note(limits, "203.0.113.9").ExtraLevels);
            _time.Advance(TimeSpan.FromMinutes(2));
        }
        Assert.All(Many(2), _ => Assert.Null(Note(limits, "203.0.113.9").ExtraLevels));
        Assert.NotNull(Note(limits, "203.0.113.9").ExtraLevels);
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Null(Note(limits, "203.0.113.9").ExtraLevels);
    }

    [Fact]
    public void Far_beyond_a_limit_it_is_too_much_until_some_of_it_is_past()
    {
        var limits = NewLimits();
        Assert.All(Many(100), _ => Assert.False(Note(limits, "203.0.113.9").IsFarBeyond));
        Assert.True(Note(limits, "203.0.113.9").IsFarBeyond);
        // What was refused is not counted, or whoever insists would be kept out for ever.
        Assert.All(Many(1_000), _ => Note(limits, "203.0.113.9"));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.False(Note(limits, "203.0.113.9").IsFarBeyond);
    }

    [Fact]
    public void Looking_counts_nothing()
    {
        var limits = NewLimits();
        Assert.All(Many(1_000), _ => Assert.Null(limits.Look(_keys.Of(IPAddress.Parse("203.0.113.9"))).ExtraLevels));
        Assert.Null(Note(limits, "203.0.113.9").ExtraLevels);
    }

    [Fact]
    public void A_million_addresses_need_no_more_memory_and_make_nobody_forget_the_busiest()
    {
        var table = new AttemptTable(4_096);
        Assert.Equal(4_096, table.EntriesMax);
        for (var i = 0; i < 100; i++) table.Note(7, 0, int.MaxValue, int.MaxValue);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000_000; i++)
        {
            Assert.True(table.Note(_keys.Hash((ulong)i, 1), i / 1_000, int.MaxValue, int.MaxValue).Hour >= 1);
        }
        // Not nothing: what the runtime compiles meanwhile is counted, too.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal(101, table.Note(7, 1_000, int.MaxValue, int.MaxValue).Hour);
    }

    [Fact]
    public async Task Attempts_from_everywhere_at_once_are_all_counted()
    {
        var table = new AttemptTable(1_024);
        await Parallel.ForEachAsync(Many(20_000), TestContext.Current.CancellationToken, (i, _) =>
        {
            table.Note((ulong)(i % 4) + 1, 0, int.MaxValue, int.MaxValue);
            return ValueTask.CompletedTask;
        });
        for (var key = 1UL; key <= 4; key++) Assert.Equal((5_000, 5_000), table.Look(key, 0));
    }

    [Fact]
    public void A_count_slides_out_bit_by_bit()
    {
        var count = new SlidingWindowCount();
        for (var i = 0; i < 60; i++) count.Add(i, 60);
        Assert.Equal([60, 60, 30, 1, 0], new[] { 59, 60, 90, 119, 120 }.Select(second => count.At(second, 60)));
    }

    [Fact]
    public void Limits_that_make_no_sense_are_noticed()
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

    private LimitExcess Note(AttemptLimits limits, string address) => limits.Note(_keys.Of(IPAddress.Parse(address)));

    private static IEnumerable<int> Many(int count) => Enumerable.Range(0, count);
}
