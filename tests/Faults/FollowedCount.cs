using System.Net;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>The counts that one viewer receives over one stream, until the stream ends or is closed. It is not reopened.</summary>
internal sealed class FollowedCount : IAsyncDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly List<CountEvent> _seen = [];
    private readonly CountStream _stream;
    private readonly Task _reading;

    private FollowedCount(CountStream stream)
    {
        _stream = stream;
        _reading = ReadAsync();
    }

    /// <summary>The server ended the stream.</summary>
    public bool HasEnded => _reading.IsCompleted;

    /// <summary>All counts so far, including stale ones.</summary>
    public IReadOnlyList<CountEvent> Seen
    {
        get
        {
            lock (_seen) return [.. _seen];
        }
    }

    public static async Task<FollowedCount> OpenAsync(SigningClient client)
    {
        var stream = await CountStream.OpenAsync(client.Http, client.Slug, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, stream.Status);
        return new(stream);
    }

    /// <summary>
    /// Asserts that counts were received, that version and count never decreased, and that versions repeat only after a stale one.
    /// </summary>
    public void AssertNeverFell()
    {
        var seen = Seen;
        Assert.NotEmpty(seen);
        foreach (var (before, after) in seen.Zip(seen.Skip(1)))
        {
            var what = $"{before.Data.ToJsonString()} came before {after.Data.ToJsonString()}.";
            Assert.True(after.Version >= before.Version && after.Count >= before.Count, what);
            Assert.True(after.Version > before.Version || IsStale(before) != IsStale(after), what);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        await _reading;
        _stream.Dispose();
        _left.Dispose();
    }

    private static bool IsStale(CountEvent seen) => (bool?)seen.Data["stale"] == true;

    private async Task ReadAsync()
    {
        try
        {
            while (await _stream.NextAsync(_left.Token) is { } next)
            {
                if (next.Name is not null) continue;
                lock (_seen) _seen.Add(next);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Closed by the viewer, or broken by the end of the process.
        }
    }
}
