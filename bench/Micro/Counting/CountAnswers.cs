using BenchmarkDotNet.Attributes;
using Petitions.Frontend.Counting;
using Petitions.Grains.Counting;

namespace Petitions.Bench.Micro.Counting;

/// <summary>
/// The cost of <c>GET …/count</c> between routing and the socket: reading the answer from the cache, against serialising it from the tally
/// for each reader.
/// </summary>
public class CountAnswers
{
    private readonly byte[] _connection = new byte[512];
    private readonly Tally _tally = StubPetition.Tally;
    private CountCache _counts = null!;

    [GlobalSetup]
    public void SetUp() => _counts = StubPetition.NewCountCache();

    [GlobalCleanup]
    public void CleanUp() => _counts.Dispose();

    [Benchmark(Baseline = true)]
    public int SerialiseEachTime() => Send(new CountAnswer(PublicCount.Of(_tally), _tally.Phase, _tally.AsOf, nextPollMilliseconds: 5_000));

    [Benchmark]
    public async ValueTask<int> ServeCached() => Send((await _counts.ReadAsync(SampleData.Petition))!);

    private int Send(CountAnswer answer)
    {
        answer.Body.CopyTo(_connection, 0);
        return answer.Body.Length;
    }
}
