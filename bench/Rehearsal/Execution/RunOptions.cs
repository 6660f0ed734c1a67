using Petitions.Bench.Rehearsal.Evaluation;
using Petitions.Bench.Rehearsal.Faults;
using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Schedule;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Execution;

/// <summary>What a run was asked for, checked before anything is started.</summary>
internal sealed record RunOptions
{
    /// <summary>Value of <see cref="Postgres"/> for a temporary server.</summary>
    public const string TemporaryServer = "auto";

    public required LoadPlan Plan { get; init; }

    public required RequestMix Mix { get; init; }

    public required TargetAddress? Target { get; init; }

    /// <summary>The user says that a target or database beyond loopback is theirs to load.</summary>
    public required bool OwnsTarget { get; init; }

    public required string? Slug { get; init; }

    public required string? ProgramPath { get; init; }

    /// <summary>Null: SQLite. <see cref="TemporaryServer"/>: a temporary server. Else a connection string.</summary>
    public required string? Postgres { get; init; }

    public required IReadOnlyList<Fault> Faults { get; init; }

    /// <summary>When a hand-over is asked for, from the start of the load; null for none.</summary>
    public required TimeSpan? HandoverAt { get; init; }

    public required IReadOnlyList<Objective> Objectives { get; init; }

    public required TimeSpan LagMax { get; init; }

    public required int ConnectionsMax { get; init; }

    /// <summary>Folder of the report; null: one named by date and time.</summary>
    public required string? Out { get; init; }

    /// <summary>The options as they were written, for the report, without admin token and connection string.</summary>
    public required IReadOnlyDictionary<string, string> GivenOptions { get; init; }
}
