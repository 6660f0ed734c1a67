using NBomber.Contracts;

namespace Petitions.Bench.Scenarios;

/// <summary>A scenario by its name.</summary>
/// <param name="Name">As it is written on the command line and in the report.</param>
/// <param name="DurationMin">A shorter scenario would have a step below the interval, which NBomber refuses.</param>
/// <param name="Create">Makes it for a workload.</param>
internal sealed record SigningScenario(string Name, TimeSpan DurationMin, Func<SigningWorkload, ScenarioProps> Create)
{
    public static IReadOnlyList<SigningScenario> All { get; } =
    [
        new("sign_spike", SigningWorkload.SpikeDurationMin, workload => workload.SignSpike()),
        new("sign_with_repeats", SigningWorkload.Interval, workload => workload.SignWithRepeats()),
        new("counter_reads", SigningWorkload.Interval, workload => workload.CounterReads()),
    ];

    /// <summary>Its name, which the help shows as the default.</summary>
    public override string ToString() => Name;
}
