using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Rehearsal.Faults;

/// <summary>One breakage: what, when after the start of the load, and for how long where that is ours to say.</summary>
internal sealed record Fault(FaultKind Kind, TimeSpan At, TimeSpan Duration)
{
    private static readonly Dictionary<string, (FaultKind Kind, TimeSpan Duration)> Kinds = new()
    {
        ["kill"] = (FaultKind.Kill, TimeSpan.Zero),
        ["pause"] = (FaultKind.Pause, TimeSpan.FromSeconds(3)),
        ["slow-disk"] = (FaultKind.SlowDisk, TimeSpan.FromSeconds(5)),
        ["database-restart"] = (FaultKind.DatabaseRestart, TimeSpan.Zero),
    };

    /// <summary>The word for it.</summary>
    public string Name => Kinds.First(word => word.Value.Kind == Kind).Key;

    /// <summary>Reads <c>kill@20s</c>, <c>pause@30s+3s</c>, <c>kill,pause</c>. Events without a time are spread over the load.</summary>
    /// <exception cref="UsageException">One of them is not to be understood.</exception>
    public static IReadOnlyList<Fault> ParseAll(IReadOnlyList<string> written, TimeSpan duration)
    {
        var names = written.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        return [.. names.Select((name, i) => Parse(name, duration * ((i + 1.0) / (names.Count + 1)), duration)).OrderBy(broken => broken.At)];
    }

    /// <summary>Only what the rehearsal started itself may be broken.</summary>
    /// <exception cref="UsageException">One of them is somebody else's, or there is nothing to break.</exception>
    public static void Check(IReadOnlyList<Fault> events, bool ownsProgram, bool ownsDatabase, bool usesPostgres)
    {
        if (events.Count == 0) return;
        if (!ownsProgram) throw new UsageException("--chaos breaks only what the rehearsal started itself: leave --target or --chaos out.");
        if (OperatingSystem.IsWindows()) throw new UsageException("--chaos needs the signals of a Linux or macOS system.");
        foreach (var fault in events)
        {
            if (fault.Kind == FaultKind.DatabaseRestart && !ownsDatabase)
                throw new UsageException("--chaos database-restart needs a database server that the rehearsal started: write --postgres auto.");
            if (fault.Kind == FaultKind.SlowDisk && usesPostgres && !ownsDatabase)
                throw new UsageException("--chaos slow-disk needs a database that the rehearsal started: write --postgres auto, or leave --postgres out.");
        }
    }

    private static Fault Parse(string text, TimeSpan otherwise, TimeSpan duration)
    {
        var (word, when) = text.Split('@', 2) is [var before, var after] ? (before, after) : (text, null);
        if (!Kinds.TryGetValue(word, out var known)) throw new UsageException($"--chaos \"{text}\": write kill, pause, slow-disk or database-restart, such as kill@20s.");
        var (at, length) = (otherwise, known.Duration);
        if (when is not null)
        {
            var parts = when.Split('+', 2);
            if (!DurationText.TryParse(parts[0], out at) || (parts.Length > 1 && !DurationText.TryParse(parts[1], out length)))
                throw new UsageException($"--chaos \"{text}\": write times such as {word}@20s{(known.Duration > TimeSpan.Zero ? $" or {word}@20s+3s" : "")}.");
            if (parts.Length > 1 && known.Duration == TimeSpan.Zero) throw new UsageException($"--chaos \"{text}\": {word} lasts as long as the restart takes.");
        }
        if (at >= duration) throw new UsageException($"--chaos \"{text}\": the load is over after {DurationText.Format(duration)}.");
        return new Fault(known.Kind, at, length);
    }
}
