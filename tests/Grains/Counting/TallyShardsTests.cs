using CsCheck;
using Petitions.Grains.Counting;
using Xunit;

namespace Petitions.Tests.Grains.Counting;

public sealed class TallyShardsTests
{
    // Histories as commits make them: in each shard the version grows with every change of the count.
    private static readonly Gen<TallyShard[]> Histories =
        Gen.Select(Gen.Short[0, TallyShards.PerPetition - 1], Gen.Int[-1, 50]).Array[1, 200].Select(steps =>
        {
            var newest = new TallyShard[TallyShards.PerPetition];
            var readings = new List<TallyShard>();
            foreach (var (shard, gain) in steps)
            {
                var before = newest[shard];
                newest[shard] = new TallyShard(shard, Math.Max(0, before.Counted + gain), before.Version + 1);
                readings.Add(newest[shard]);
            }
            return readings.ToArray();
        });

    [Fact]
    public void Readings_in_any_order_and_repeated_give_the_sum_of_the_newest() =>
        Gen.Select(Histories, Gen.Int).Sample((history, seed) =>
        {
            var mixed = history.Concat(history).ToArray();
            new Random(seed).Shuffle(mixed);
            var shards = new TallyShards();
            foreach (var reading in mixed) shards.Take(reading);
            var newest = history.GroupBy(reading => reading.Shard).Select(shard => shard.MaxBy(reading => reading.Version)).ToArray();
            return shards.Count == newest.Sum(reading => reading.Counted) && shards.Version == newest.Sum(reading => reading.Version);
        });

    [Fact]
    public void The_version_never_falls() =>
        Gen.Select(Histories, Gen.Int).Sample((history, seed) =>
        {
            new Random(seed).Shuffle(history);
            var shards = new TallyShards();
            var before = 0L;
            foreach (var reading in history)
            {
                shards.Take(reading);
                if (shards.Version < before) return false;
                before = shards.Version;
            }
            return true;
        });

    [Fact]
    public void A_reading_that_is_not_newer_moves_nothing()
    {
        var shards = new TallyShards();
        Assert.True(shards.Take(new TallyShard(1, 10, 2)));
        Assert.False(shards.Take(new TallyShard(1, 10, 2)));
        Assert.False(shards.Take(new TallyShard(1, 99, 1)));
        Assert.Equal((10, 2), (shards.Count, shards.Version));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(TallyShards.PerPetition)]
    public void A_shard_that_does_not_exist_is_refused(short shard) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TallyShards().Take(new TallyShard(shard, 1, 1)));
}
