namespace Petitions.Bench.Rehearsal.Load;

/// <summary>What arrivals are, and what else is asked for meanwhile.</summary>
internal sealed record RequestMix
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
    public required int Viewers { get; init; }

    public required int Petitions { get; init; }

    /// <summary>Zipf exponent: the n-th petition gets a share of 1/n^skew.</summary>
    public required double Skew { get; init; }

    /// <summary>Requests per signature on average.</summary>
    public double RequestsPerSignature => 1 + DropReplies + PagesPerSignature + CountsPerSignature;
}
