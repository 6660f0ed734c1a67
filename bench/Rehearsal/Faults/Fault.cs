using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Rehearsal.Faults;

/// <summary>A planned fault.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="At">Time since the start of the load.</param>
/// <param name="Duration">How long it lasts; zero when that is as long as a restart takes.</param>
internal sealed record Fault(FaultKind Kind, TimeSpan At, TimeSpan Duration)
{
    private static readonly Dictionary<string, (FaultKind Kind, TimeSpan Duration)> Kinds = new()
    {
        ["kill"] = (FaultKind.Kill, TimeSpan.Zero),
        ["pause"] = (FaultKind.Pause, TimeSpan.FromSeconds(3)),
        ["slow-disk"] = (FaultKind.SlowDisk, TimeSpan.FromSeconds(5)),
        ["database-restart"] = (FaultKind.DatabaseRestart, TimeSpan.Zero),
    };

    /// <summary>Its name on the command line.</summary>
    public string Name => Kinds.First(kind => kind.Value.Kind == Kind).Key;

    /// <summary>
    /// Reads <c>kill@20s</c>, <c>pause@30s+3s</c>, <c>kill,pause</c>. Faults without a time are spread evenly over the load.
    /// </summary>
    /// <exception cref="UsageException">One of them cannot be read.</exception>
    public static IReadOnlyList<Fault> ParseAll(IReadOnlyList<string> given, TimeSpan load)
    {
        const StringSplitOptions separately = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var texts = given.SelectMany(text => text.Split(',', separately)).ToList();
        return [.. texts.Select((text, i) => Parse(text, load * ((i + 1.0) / (texts.Count + 1)), load)).OrderBy(fault => fault.At)];
    }

    /// <summary>Faults are injected only into what the rehearsal started itself.</summary>
    /// <exception cref="UsageException">One of them needs something that the rehearsal did not start.</exception>
    public static void Check(IReadOnlyList<Fault> faults, bool ownsProgram, bool ownsDatabase, bool usesPostgres)
    {
        if (faults.Count == 0) return;
        if (!ownsProgram)
            throw new UsageException("--chaos injects faults only into what the rehearsal started: leave --target or --chaos out.");
        if (OperatingSystem.IsWindows()) throw new UsageException("--chaos needs the signals of a Linux or macOS system.");
        foreach (var fault in faults)
        {
            if (fault.Kind == FaultKind.DatabaseRestart && !ownsDatabase)
                throw new UsageException("--chaos database-restart needs a server that the rehearsal started: write --postgres auto.");
            if (fault.Kind == FaultKind.SlowDisk && usesPostgres && !ownsDatabase)
                throw new UsageException("--chaos slow-disk needs SQLite or a server that the rehearsal started: write --postgres auto.");
        }
    }

    private static Fault Parse(string text, TimeSpan atDefault, TimeSpan load)
    {
        var (name, times) = text.Split('@', 2) is [var before, var after] ? (before, after.Split('+', 2)) : (text, []);
        if (!Kinds.TryGetValue(name, out var known))
            throw new UsageException($"--chaos \"{text}\": write kill, pause, slow-disk or database-restart, such as kill@20s.");
        var hasDuration = known.Duration > TimeSpan.Zero;
        var (at, duration) = (atDefault, known.Duration);
        var canBeRead = (times.Length < 1 || DurationText.TryParse(times[0], out at))
            && (times.Length < 2 || DurationText.TryParse(times[1], out duration));
        if (!canBeRead)
            throw new UsageException($"--chaos \"{text}\": write times such as {name}@20s{(hasDuration ? $" or {name}@20s+3s" : "")}.");
        if (times.Length > 1 && !hasDuration) throw new UsageException($"--chaos \"{text}\": {name} lasts as long as the restart takes.");
        if (at >= load) throw new UsageException($"--chaos \"{text}\": the load is over after {DurationText.Format(load)}.");
        return new Fault(known.Kind, at, duration);
    }
}
