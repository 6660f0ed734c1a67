using System.CommandLine;
using System.CommandLine.Parsing;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Evaluation;
using Petitions.Bench.Rehearsal.Execution;
using Petitions.Bench.Rehearsal.Faults;
using Petitions.Bench.Rehearsal.Reporting;

namespace Petitions.Bench.Rehearsal.Commands;

/// <summary>The options of <c>rehearsal run</c>.</summary>
internal sealed class RunArguments
{
    private readonly LoadArguments _load = new();
    private readonly MixArguments _mix = new();
    private readonly TargetArguments _target = new();

    private readonly Option<string?> _petition =
        TypedOption.Text("--petition", "SLUG", "name of the rehearsal's petition (default: date and time)");
    private readonly Option<string?> _program =
        TypedOption.Text("--program", "PATH", "the program to start, a .dll (default: the one built beside)");
    private readonly Option<string?> _postgres =
        TypedOption.Text("--postgres", "HOW", "auto (a temporary server) or a connection string (default: SQLite)");
    private readonly Option<string[]> _faults =
        TypedOption.List("--chaos", "FAULTS", "kill, pause, slow-disk, database-restart, such as kill@20s,pause@30s+3s");
    private readonly Option<TimeSpan?> _handover = TypedOption.Duration(
        "--handover", "hand over at TIME of the load and audit the parcel, such as 30s", TimeSpan.Zero, TimeSpan.FromDays(7));
    private readonly Option<string[]> _objectives =
        TypedOption.List("--objective", "RULES", "such as 'p99<250ms' 'refused<1%' 'lost=0'");
    private readonly Option<TimeSpan?> _lagMax = TypedOption.Duration(
        "--lag-max", "99 % of requests leave within TIME of their schedule, or the run is invalid (default 50ms)",
        TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
    private readonly Option<int?> _connections =
        TypedOption.WholeNumber("--connections", "N", "open connections at most (default 8000)", 1, 60_000);
    private readonly Option<string?> _out =
        TypedOption.Text("--out", "DIR", "folder of the report (default: artifacts/rehearsal/ and the time)");

    public IEnumerable<Option> Options =>
    [
        .. _load.Options, .. _mix.Options, .. _target.Options,
        _petition, _program, _postgres, _faults, _handover, _objectives, _lagMax, _connections, _out,
    ];

    /// <exception cref="UsageException">The run cannot be done as it was asked for; the message says what to write.</exception>
    public RunOptions Read(ParseResult given)
    {
        var plan = _load.Read(given);
        var target = _target.Read(given);
        var (postgres, program) = (given.GetValue(_postgres), given.GetValue(_program));
        if (target is not null && (postgres ?? program) is not null)
            throw new UsageException("--target is a program that runs already: leave --postgres and --program out.");

        var faults = Fault.ParseAll(given.GetValue(_faults) ?? [], plan.Curve.Duration);
        var ownsDatabase = postgres == RunOptions.TemporaryServer;
        Fault.Check(faults, ownsProgram: target is null, ownsDatabase, usesPostgres: postgres is not null);
        return new RunOptions
        {
            Plan = plan,
            Mix = _mix.Read(given),
            Target = target,
            OwnsTarget = _target.OwnsTarget(given),
            Slug = given.GetValue(_petition) is { } slug ? CheckedSlug(slug) : null,
            ProgramPath = program,
            Postgres = postgres,
            Faults = faults,
            HandoverAt = CheckedHandover(given.GetValue(_handover), plan.Curve.Duration),
            Objectives = Objective.ParseAll(given.GetValue(_objectives) ?? [], hasFaults: faults.Count > 0),
            LagMax = given.GetValue(_lagMax) ?? TimeSpan.FromMilliseconds(50),
            ConnectionsMax = given.GetValue(_connections) ?? 8_000,
            Out = given.GetValue(_out) is { } folder ? CheckedFolder(folder) : null,
            GivenOptions = GivenOptions(given),
        };
    }

    private static TimeSpan? CheckedHandover(TimeSpan? at, TimeSpan load) => !(at >= load) ? at
        : throw new UsageException($"--handover {DurationText.Format(at.Value)}: the load is over after {DurationText.Format(load)}.");

    // For the report; secrets stay out of it.
    private Dictionary<string, string> GivenOptions(ParseResult given) => given.CommandResult.Children.OfType<OptionResult>()
        .Where(option => !option.Implicit && option.Option != _postgres && !TargetArguments.IsSecret(option.Option))
        .ToDictionary(
            option => option.Option.Name,
            option => option.Tokens.Count == 0 ? "yes" : string.Join(' ', option.Tokens.Select(token => token.Value)));

    private static string CheckedSlug(string slug) =>
        slug.Length is >= 3 and <= 56 && char.IsAsciiLetterLower(slug[0])
        && slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        ? slug
        : throw new UsageException($"--petition is \"{slug}\": write 3 to 56 lower-case letters, digits and hyphens, a letter first.");

    private static string CheckedFolder(string folder) =>
        !File.Exists(folder) && !File.Exists(Path.Combine(folder, ReportFolder.Data)) ? folder
        : throw new UsageException($"--out {folder} is a file or holds a report already: choose another folder.");
}
