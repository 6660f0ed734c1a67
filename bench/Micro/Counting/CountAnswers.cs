using BenchmarkDotNet.Attributes;
using Petitions.Frontend.Counting;
using Petitions.Grains.Counting;

namespace Petitions.Bench.Micro.Counting;

/// <summary>
/// What <c>GET …/count</c> does for each reader between routing and the socket: bring the bytes of the answer, which the board holds,
/// against writing them anew from the tally.
/// </summary>
public class CountAnswers
{
    private readonly byte[] _connection = new byte[512];
    private readonly Tally _tally = StillPetition.Tally;
    private CountCache _board = null!;

    [GlobalSetup]
    public void SetUp() => _board = StillPetition.NewBoard();

    [GlobalCleanup]
    public void CleanUp() => _board.Dispose();

    [Benchmark(Baseline = true)]
    public int WriteEachTime() => Send(new CountAnswer(PublicCount.Of(_tally), _tally.Phase, _tally.AsOf, nextPollMilliseconds: 5_000));

    [Benchmark]
    public async ValueTask<int> ServeHeld() => Send((await _board.ReadAsync(Specimen.Petition))!);

    private int Send(CountAnswer answer)
    {
        answer.Body.CopyTo(_connection, 0);
        return answer.Body.Length;
    }
}
