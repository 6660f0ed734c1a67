namespace Petitions.Tests.Support;

/// <summary>The last lines that a process wrote; a process that writes without end costs a test no memory.</summary>
internal sealed class OutputRing
{
    private const int LinesMax = 400;

    private readonly Queue<string> _lines = new();

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    /// <summary>Null, the end of a stream, is no line.</summary>
    public void Add(string? line)
    {
        if (line is null) return;
        lock (_lines)
        {
            if (_lines.Count == LinesMax) _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }

    public override string ToString() => string.Join('\n', Lines);
}
