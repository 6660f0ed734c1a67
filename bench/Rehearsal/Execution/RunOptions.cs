using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Commands;
using Petitions.Bench.Rehearsal.Evaluation;
using Petitions.Bench.Rehearsal.Faults;
using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Schedule;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Execution;

/// <summary>Everything that a run was asked for, read and checked before anything is started.</summary>
internal sealed record RunOptions
{
    /// <summary>Of the generator, whatever the machine: above it a schedule is a mistake in writing.</summary>
    public const double PeakMax = 1_000_000;

    private static readonly TimeSpan DurationMax = TimeSpan.FromDays(7), DefaultDuration = TimeSpan.FromSeconds(60);

    public required LoadPlan Plan { get; init; }

    public required RequestMix Mix { get; init; }

    public required TargetAddress? Target { get; init; }

    public required string? Slug { get; init; }

    public required string? ProgramPath { get; init; }

    /// <summary>Null: SQLite. <c>auto</c>: a throw-away server. Else a connection string.</summary>
    public required string? Postgres { get; init; }

    public required IReadOnlyList<Fault> Faults { get; init; }

    public required IReadOnlyList<Objective> Objectives { get; init; }

    public required TimeSpan LagMax { get; init; }

    public required int ConnectionsMax { get; init; }

    /// <summary>Null: a dated folder.</summary>
    public required string? Out { get; init; }

    /// <summary>As it was written, for the report; the staff token left out.</summary>
    public required IReadOnlyDictionary<string, string> GivenOptions { get; init; }

    /// <exception cref="UsageException">Something cannot be done; the message says what to write.</exception>
    public static RunOptions Read(CommandLine line)
    {
        var plan = ReadPlan(line);
        var target = TargetAddress.Read(line);
        var postgres = line.Text("--postgres");
        if (target is not null && (postgres ?? line.Text("--program")) is not null)
            throw new UsageException("--target is a program that runs already: leave --postgres and --program out.");

        var faults = Fault.ParseAll(line.Many("--chaos"), plan.Curve.Duration);
        Fault.Check(faults, ownsProgram: target is null, ownsDatabase: postgres == "auto", usesPostgres: postgres is not null);
        if (line.Text("--out") is { } folder && (File.Exists(folder) || File.Exists(Path.Combine(folder, "report.json"))))
            throw new UsageException($"--out {folder} is a file or holds a report already: choose another folder.");

        var objectives = Objective.ParseAll(line.Many("--objective"), hasFaults: faults.Count > 0);
        return new RunOptions
        {
            Plan = plan,
            Mix = ReadMix(line),
            Target = target,
            Slug = line.Text("--petition") is { } slug ? CheckedSlug(slug) : null,
            ProgramPath = line.Text("--program"),
            Postgres = postgres,
            Faults = faults,
            Objectives = objectives,
            LagMax = line.Duration("--lag-max", TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10)) ?? TimeSpan.FromMilliseconds(50),
            ConnectionsMax = line.Whole("--connections", 1, 60_000) ?? 8_000,
            Out = line.Text("--out"),
            GivenOptions = Usage.Run.Where(option => line.Has(option.Name) && option.Name is not ("--admin-token" or "--postgres"))
                .ToDictionary(option => option.Name, option => option.Arity == Arity.Flag ? "yes" : string.Join(' ', line.Many(option.Name))),
        };
    }

    private static LoadPlan ReadPlan(CommandLine line)
    {
        var peak = line.Number("--peak", 0.1, PeakMax);
        var duration = line.Duration("--duration", TimeSpan.FromSeconds(1), DurationMax);
        var scale = line.Number("--scale", 0.000_1, 1_000_000);
        var compress = line.Number("--compress", 0.001, 1_000_000);
        var file = line.Text("--curve");
        if (file is not null && line.Has("--profile")) throw new UsageException("--curve and --profile are two loads: choose one.");
        var arrivals = line.Text("--arrivals") ?? "poisson";
        if (arrivals is not ("poisson" or "even")) throw new UsageException($"--arrivals is \"{arrivals}\": write poisson or even.");

        var profile = line.Text("--profile") ?? "spike";
        var real = file is not null ? CurveFile.Read(file) : profile == "revoke-a50" ? RevokeArticle50.Curve : null;
        LoadPlan plan;
        if (real is null)
        {
            if (scale is not null || compress is not null) throw new UsageException("--scale and --compress are for curves: revoke-a50 and --curve.");
            plan = LoadProfiles.Plan(profile, peak ?? 500, duration ?? DefaultDuration);
        }
        else
        {
            if (scale is not null && peak is not null) throw new UsageException("--scale and --peak both say how high the curve goes: choose one.");
            if (compress is not null && duration is not null) throw new UsageException("--compress and --duration both say how long the curve lasts: choose one.");
            var faster = compress ?? (duration is { } length ? real.Duration / length : file is null ? RevokeArticle50.CompressDefault : 1);
            var higher = scale ?? (peak is { } rate ? rate / real.Peak : 1);
            plan = new LoadPlan(file is null ? profile : Path.GetFileName(file), real.Scale(higher).Compress(faster));
        }
        if (plan.Curve.Peak > PeakMax) throw new UsageException($"the load would reach {plan.Curve.Peak:0} signatures/s, which no machine sends: lower --scale.");
        if (plan.Curve.Duration < TimeSpan.FromSeconds(1) || plan.Curve.Duration > DurationMax)
            throw new UsageException($"the load would last {DurationText.Format(plan.Curve.Duration)}: write --compress or --duration so that it is from 1s to 7 days.");
        if (plan.Curve.Total < 1) throw new UsageException("the load would be less than one signature: raise --peak, --scale or --duration.");
        if (plan.Curve.Total > Journal.OperationsMax) throw new UsageException($"the load would be {plan.Curve.Total:0} signatures, the rehearsal remembers {Journal.OperationsMax}: shorten it.");
        return plan with { IsPoisson = arrivals == "poisson", Seed = line.Whole("--seed", 0, int.MaxValue) ?? 1 };
    }

    private static RequestMix ReadMix(CommandLine line) => new()
    {
        Repeats = line.Number("--repeats", 0, 0.95) ?? 0.1,
        DropReplies = line.Number("--drop-replies", 0, 0.5) ?? 0.01,
        PagesPerSignature = line.Number("--pages", 0, 100) ?? 0.2,
        CountsPerSignature = line.Number("--counts", 0, 100) ?? 1,
        Viewers = line.Whole("--watchers", 0, 50_000) ?? 0,
        Petitions = line.Whole("--petitions", 1, 5_000) ?? 1,
        Skew = line.Number("--skew", 0, 5) ?? 1,
    };

    private static string CheckedSlug(string slug) =>
        slug.Length is >= 3 and <= 56 && char.IsAsciiLetterLower(slug[0]) && slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ? slug
        : throw new UsageException($"--petition is \"{slug}\": write 3 to 56 small letters, digits and hyphens, a letter first.");
}
