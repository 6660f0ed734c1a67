using CsCheck;
using Petitions.Grains.Counting;
using Xunit;

namespace Petitions.Tests.Grains.Counting;

public sealed class TallySlotsTests
{
    // Histories as commits make them: in each slot the version grows with every change of the count.
    private static readonly Gen<SlotReading[]> Histories =
        Gen.Select(Gen.Short[0, TallySlots.PerPetition - 1], Gen.Int[-1, 50]).Array[1, 200].Select(steps =>
        {
            var newest = new SlotReading[TallySlots.PerPetition];
            var readings = new List<SlotReading>();
            foreach (var (slot, gain) in steps)
            {
                var before = newest[slot];
                newest[slot] = new SlotReading(slot, Math.Max(0, before.Counted + gain), before.Version + 1);
                readings.Add(newest[slot]);
            }
            return readings.ToArray();
        });

    [Fact]
    public void Readings_in_any_order_and_repeated_give_the_sum_of_the_newest() =>
        Gen.Select(Histories, Gen.Int).Sample((history, seed) =>
        {
            var mixed = history.Concat(history).ToArray();
            new Random(seed).Shuffle(mixed);
            var slots = new TallySlots();
            foreach (var reading in mixed) slots.Take(reading);
            var newest = history.GroupBy(reading => reading.Slot).Select(slot => slot.MaxBy(reading => reading.Version)).ToArray();
            return slots.Count == newest.Sum(reading => reading.Counted) && slots.Version == newest.Sum(reading => reading.Version);
        });

    [Fact]
    public void The_version_never_falls() =>
        Gen.Select(Histories, Gen.Int).Sample((history, seed) =>
        {
            new Random(seed).Shuffle(history);
            var slots = new TallySlots();
            var before = 0L;
            foreach (var reading in history)
            {
                slots.Take(reading);
                if (slots.Version < before) return false;
                before = slots.Version;
            }
            return true;
        });

    [Fact]
    public void A_reading_that_is_not_newer_moves_nothing()
    {
        var slots = new TallySlots();
        Assert.True(slots.Take(new SlotReading(1, 10, 2)));
        Assert.False(slots.Take(new SlotReading(1, 10, 2)));
        Assert.False(slots.Take(new SlotReading(1, 99, 1)));
        Assert.Equal((10, 2), (slots.Count, slots.Version));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(TallySlots.PerPetition)]
    public void A_slot_that_does_not_exist_is_refused(short slot) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TallySlots().Take(new SlotReading(slot, 1, 1)));
}
