using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Rehearsal.Faults;

/// <summary>What is broken on purpose.</summary>
internal enum ChaosKind
{
    /// <summary>kill -9 of the program, which is started again on the same data.</summary>
    Kill,

    /// <summary>The program stands still for a while.</summary>
    Pause,

    /// <summary>Each flush of the database's disk takes longer for a while.</summary>
    SlowDisk,

    /// <summary>The database server crashes and is started again.</summary>
    DatabaseRestart,
}

/// <summary>One breakage: what, when after the start of the load, and for how long where that is ours to say.</summary>
internal sealed record ChaosEvent(ChaosKind Kind, TimeSpan At, TimeSpan Lasts)
{
    private static readonly Dictionary<string, (ChaosKind Kind, TimeSpan Lasts)> Words = new()
    {
        ["kill"] = (ChaosKind.Kill, TimeSpan.Zero),
        ["pause"] = (ChaosKind.Pause, TimeSpan.FromSeconds(3)),
        ["slow-disk"] = (ChaosKind.SlowDisk, TimeSpan.FromSeconds(5)),
        ["database-restart"] = (ChaosKind.DatabaseRestart, TimeSpan.Zero),
    };

    /// <summary>The word for it.</summary>
    public string Word => Words.First(word => word.Value.Kind == Kind).Key;

    /// <summary>Reads <c>kill@20s</c>, <c>pause@30s+3s</c>, <c>kill,pause</c>. Events without a time are spread over the load.</summary>
    /// <exception cref="UsageException">One of them is not to be understood.</exception>
    public static IReadOnlyList<ChaosEvent> ReadAll(IReadOnlyList<string> written, TimeSpan duration)
    {
        var words = written.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        return [.. words.Select((word, i) => Read(word, duration * ((i + 1.0) / (words.Count + 1)), duration)).OrderBy(broken => broken.At)];
    }

    /// <summary>Only what the rehearsal started itself may be broken.</summary>
    /// <exception cref="UsageException">One of them is somebody else's, or there is nothing to break.</exception>
    public static void Check(IReadOnlyList<ChaosEvent> events, bool ownsProgram, bool ownsDatabase, bool usesPostgres)
    {
        if (events.Count == 0) return;
        if (!ownsProgram) throw new UsageException("--chaos breaks only what the rehearsal started itself: leave --target or --chaos out.");
        if (OperatingSystem.IsWindows()) throw new UsageException("--chaos needs the signals of a Linux or macOS system.");
        foreach (var chaos in events)
        {
            if (chaos.Kind == ChaosKind.DatabaseRestart && !ownsDatabase)
                throw new UsageException("--chaos database-restart needs a database server that the rehearsal started: write --postgres auto.");
            if (chaos.Kind == ChaosKind.SlowDisk && usesPostgres && !ownsDatabase)
                throw new UsageException("--chaos slow-disk needs a database that the rehearsal started: write --postgres auto, or leave --postgres out.");
        }
    }

    private static ChaosEvent Read(string text, TimeSpan otherwise, TimeSpan duration)
    {
        var (word, when) = text.Split('@', 2) is [var before, var after] ? (before, after) : (text, null);
        if (!Words.TryGetValue(word, out var known)) throw new UsageException($"--chaos \"{text}\": write kill, pause, slow-disk or database-restart, such as kill@20s.");
        var (at, lasts) = (otherwise, known.Lasts);
        if (when is not null)
        {
            var parts = when.Split('+', 2);
            if (!Durations.TryParse(parts[0], out at) || (parts.Length > 1 && !Durations.TryParse(parts[1], out lasts)))
                throw new UsageException($"--chaos \"{text}\": write times such as {word}@20s{(known.Lasts > TimeSpan.Zero ? $" or {word}@20s+3s" : "")}.");
            if (parts.Length > 1 && known.Lasts == TimeSpan.Zero) throw new UsageException($"--chaos \"{text}\": {word} lasts as long as the restart takes.");
        }
        if (at >= duration) throw new UsageException($"--chaos \"{text}\": the load is over after {Durations.Write(duration)}.");
        return new ChaosEvent(known.Kind, at, lasts);
    }
}

/// <summary>A breakage as it happened, in seconds since the start of the load.</summary>
/// <param name="Kind">Its word.</param>
/// <param name="From">When it began.</param>
/// <param name="Until">When what was broken was there again.</param>
/// <param name="Recovery">From the beginning to the first acknowledgement after it; null when there was none.</param>
internal sealed record ChaosMark(string Kind, double From, double Until, double? Recovery);
