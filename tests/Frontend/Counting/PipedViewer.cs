using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Counting;
using Petitions.Grains.Counting;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;

namespace Petitions.Tests.Frontend.Counting;

/// <summary>One open stream, with its turns given by hand and a pipe instead of a connection.</summary>
internal sealed class PipedViewer
{
    // The first byte that is not read makes the writer wait: the slowest of all readers.
    private readonly Pipe _pipe = new(new PipeOptions(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 1, resumeWriterThreshold: 1,
        useSynchronizationContext: false));

    public PipedViewer()
    {
        Count = NewCount();
        Viewer = new Viewer(_pipe.Writer, () => Count, Time, () => HasRoom, () => Cuts++);
    }

    public FakeTimeProvider Time { get; } = new();

    /// <summary>What the board has now.</summary>
    public CountCacheEntry Count { get; private set; }

    public Viewer Viewer { get; }

    /// <summary>What the petition answers; null when it was removed.</summary>
    public Tally? Tally { get; set; } = SamplePetition.Tally(1, 1);

    /// <summary>The cluster does not answer.</summary>
    public bool IsAway { get; set; }

    /// <summary>What the system says of the connection.</summary>
    public bool HasRoom { get; set; } = true;

    /// <summary>How often the connection was ended.</summary>
    public int Cuts { get; private set; }

    public async Task BeginAsync(string lastEventId = "")
    {
        var answer = await Count.ReadAsync();
        Viewer.Begin("retry: 1\n\n"u8.ToArray(), answer!, lastEventId);
    }

    /// <summary>A turn after the count has moved to its version.</summary>
    public Task MoveAsync(int version) => MoveAsync(version, version);

    /// <summary>A turn after the count has moved.</summary>
    public async Task MoveAsync(int count, int version, ImmutableArray<long>? goals = null)
    {
        Tally = SamplePetition.Tally(count, version, goals: goals);
        await Count.FetchAsync();
        Viewer.TakeTurn();
    }

    /// <summary>The board forgets the count, as when nobody had a turn for very long, and begins anew.</summary>
    public void Forget() => Count = NewCount();

    /// <summary>What was written since the last time.</summary>
    public string Read()
    {
        if (!_pipe.Reader.TryRead(out var read)) return "";
        var text = Encoding.UTF8.GetString(read.Buffer);
        _pipe.Reader.AdvanceTo(read.Buffer.End);
        return text;
    }

    private CountCacheEntry NewCount()
    {
        var grain = FakeGrains.Of<IPetitionGrain>((_, _) => IsAway ? Task.FromException<Tally?>(new TimeoutException()) : Task.FromResult<Tally?>(Tally));
        return new CountCacheEntry(grain, new PollInterval(Time), Time);
    }
}
