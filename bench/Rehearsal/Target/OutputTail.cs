namespace Petitions.Bench.Rehearsal.Target;

/// <summary>The last 40 lines that a process wrote, for the message when it fails.</summary>
internal sealed class OutputTail
{
    private const int LinesMax = 40;

    private readonly Queue<string> _lines = new();

    /// <summary>Null is the end of a stream and ignored.</summary>
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
