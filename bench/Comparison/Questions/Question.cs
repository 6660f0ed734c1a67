using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Comparison.Settings;

namespace Petitions.Bench.Comparison.Questions;

/// <summary>One thing to measure, chosen by an option of the command.</summary>
/// <param name="Name">The option is <c>--name</c>.</param>
/// <param name="Help">What is compared.</param>
/// <param name="Peers">The peers that are measured where <c>--peers</c> names none.</param>
/// <param name="Modes">The modes that are measured where <c>--modes</c> names none.</param>
/// <param name="MeasureAsync">Prints the figures; false when an audit failed.</param>
internal sealed record Question(
    string Name, string Help, IReadOnlyList<string> Peers, IReadOnlyList<SigningMode> Modes,
    Func<TestBed, CancellationToken, Task<bool>> MeasureAsync);
