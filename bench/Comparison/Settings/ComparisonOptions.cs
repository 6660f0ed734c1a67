namespace Petitions.Bench.Comparison.Settings;

/// <summary>What one call of the command asks for.</summary>
internal sealed record ComparisonOptions
{
    /// <summary>Seconds of one run.</summary>
    public required int Seconds { get; init; }

    /// <summary>Rounds, of which the medians are shown.</summary>
    public required int Rounds { get; init; }

    /// <summary>Seconds of load on each server before the first round.</summary>
    public required int WarmUpSeconds { get; init; }

    /// <summary>The peers to measure beside this program; one of them is <see cref="PeerNames.Bare"/>.</summary>
    public required IReadOnlyList<string> Peers { get; init; }

    public required IReadOnlyList<SigningMode> Modes { get; init; }

    /// <summary>Folder of the CSV files and the chart; null for none.</summary>
    public string? Out { get; init; }

    /// <summary>The short form of a test, whose speeds mean nothing: all servers warm up at once, for a second.</summary>
    public bool IsSmoke { get; init; }

    public required Sizes Sizes { get; init; }
}
