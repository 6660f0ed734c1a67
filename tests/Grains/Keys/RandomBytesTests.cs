using Petitions.Grains.Keys;
using Xunit;

namespace Petitions.Tests.Grains.Keys;

public sealed class RandomBytesTests
{
    [Fact]
    public async Task No_bytes_are_handed_out_twice_whatever_their_length_and_thread()
    {
        var drawn = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            var mine = new List<string>();
            for (var i = 0; i < 5_000; i++)
            {
                var bytes = new byte[8 + i % 57];
                RandomBytes.Fill(bytes);
                mine.Add(Convert.ToHexString(bytes.AsSpan(0, 8)));
            }
            return mine;
        })));
        var all = drawn.SelectMany(mine => mine).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.DoesNotContain(new string('0', 16), all);
    }

    [Fact]
    public void More_than_it_is_made_for_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomBytes.Fill(new byte[65]));
}
