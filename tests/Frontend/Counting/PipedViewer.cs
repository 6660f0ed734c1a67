using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.Counting;
using Petitions.Grains.Counting;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;

namespace Petitions.Tests.Frontend.Counting;

/// <summary>One open stream over a pipe instead of a connection; the test says when it is written to.</summary>
internal sealed class PipedViewer
{
    // One unread byte already blocks the writer.
    private readonly Pipe _pipe = new(new PipeOptions(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 1, resumeWriterThreshold: 1,
        useSynchronizationContext: false));

    public PipedViewer()
    {
        Count = NewCount();
        Viewer = new Viewer(_pipe.Writer, () => Count, Time, () => CanWrite, () => Aborts++);
    }

    public FakeTimeProvider Time { get; } = new();

    /// <summary>The entry in the cache.</summary>
    public CountCacheEntry Count { get; private set; }

    public Viewer Viewer { get; }

    /// <summary>The tally of the petition; null when it was removed.</summary>
    public Tally? Tally { get; set; } = SamplePetition.Tally(1, 1);

    /// <summary>The cluster does not answer.</summary>
    public bool IsAway { get; set; }

    /// <summary>The operating system accepts data for the connection.</summary>
    public bool CanWrite { get; set; } = true;

    /// <summary>How often the connection was aborted.</summary>
    public int Aborts { get; private set; }

    public async Task StartAsync(string lastEventId = "")
    {
        var answer = await Count.ReadAsync();
        Viewer.Start("retry: 1\n\n"u8.ToArray(), answer!, lastEventId);
    }

    /// <summary>A write after the count has changed to <paramref name="version"/>.</summary>
    public Task MoveAsync(int version) => MoveAsync(version, version);

    /// <summary>A write after the count has changed.</summary>
    public async Task MoveAsync(int count, int version, ImmutableArray<long>? goals = null)
    {
        Tally = SamplePetition.Tally(count, version, goals: goals);
        await Count.RefreshAsync();
        Viewer.WriteIfDue();
    }

    /// <summary>The cache removes the entry and makes a new one, as after a pause of the machine.</summary>
    public void ReplaceEntry() => Count = NewCount();

    /// <summary>What was written since the last call.</summary>
    public string Read()
    {
        if (!_pipe.Reader.TryRead(out var read)) return "";
        var text = Encoding.UTF8.GetString(read.Buffer);
        _pipe.Reader.AdvanceTo(read.Buffer.End);
        return text;
    }

    private CountCacheEntry NewCount()
    {
        var grain = FakeGrains.Of<IPetitionGrain>((_, _) => IsAway
            ? Task.FromException<Tally?>(new TimeoutException())
            : Task.FromResult<Tally?>(Tally));
        return new CountCacheEntry(grain, new PollInterval(Time), Time);
    }
}
