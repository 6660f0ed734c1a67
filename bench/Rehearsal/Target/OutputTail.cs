namespace Petitions.Bench.Rehearsal.Target;

/// <summary>The last lines that a process wrote, for the message when it fails; a process that writes without end costs nothing.</summary>
internal sealed class OutputTail
{
    private const int LinesMax = 40;

    private readonly Queue<string> _lines = new();

    /// <summary>Null, the end of a stream, is no line.</summary>
    public void Add(string? line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        lock (_lines)
        {
            if (_lines.Count == LinesMax) _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }

    public override string ToString()
    {
        lock (_lines) return string.Join('\n', _lines);
    }
}
