namespace Petitions.Tests.Support;

/// <summary>A ring buffer of the last lines of a process's output; older lines are dropped.</summary>
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

    /// <summary>Adds a line; null, the end of a stream, is ignored.</summary>
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
