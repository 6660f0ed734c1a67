namespace Petitions.Bench.Rehearsal.Schedule;

/// <summary>What arrives when.</summary>
/// <param name="Name">Name of the profile or the curve's file.</param>
/// <param name="Curve">Signatures per second over time.</param>
internal sealed record LoadPlan(string Name, RateCurve Curve)
{
    /// <summary>Arrivals are independent of one another, as people are; otherwise evenly spaced.</summary>
    public bool IsPoisson { get; init; } = true;

    public int Seed { get; init; } = 1;

    /// <summary>Length of the steps of a search for the limit; null when none is searched.</summary>
    public TimeSpan? LimitStep { get; init; }
}

/// <summary>What arrivals are, and what else is asked for meanwhile.</summary>
internal sealed record LoadMix
{
    /// <summary>Share of arrivals that are people who have signed before, with a new operation.</summary>
    public required double Repeats { get; init; }

    /// <summary>Share of arrivals whose connection is closed after sending; the same operation is sent again a second later.</summary>
    public required double DropReplies { get; init; }

    /// <summary>Reads of the signing page per arrival.</summary>
    public required double PagesPerSignature { get; init; }

    /// <summary>Reads of the counter per arrival.</summary>
    public required double CountsPerSignature { get; init; }

    /// <summary>Open streams of the count.</summary>
    public required int Watchers { get; init; }

    public required int Petitions { get; init; }

    /// <summary>Zipf exponent: the n-th petition gets a share of 1/n^skew.</summary>
    public required double Skew { get; init; }

    /// <summary>Requests per signature on average.</summary>
    public double RequestsPerSignature => 1 + DropReplies + PagesPerSignature + CountsPerSignature;
}
