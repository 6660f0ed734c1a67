namespace Petitions.Bench.Rehearsal.Load;

/// <summary>The kinds of arrivals, and the reads beside them.</summary>
internal sealed record RequestMix
{
    /// <summary>Share of arrivals whose signer has signed before; they are new operations.</summary>
    public required double Repeats { get; init; }

    /// <summary>Share of arrivals whose connection is closed after sending; the same operation is sent again 1 s later.</summary>
    public required double DropReplies { get; init; }

    /// <summary>Reads of the petition page per arrival.</summary>
    public required double PagesPerSignature { get; init; }

    /// <summary>Reads of the count per arrival.</summary>
    public required double CountsPerSignature { get; init; }

    /// <summary>Open count streams.</summary>
    public required int Viewers { get; init; }

    public required int Petitions { get; init; }

    /// <summary>Zipf exponent: the n-th petition gets a share of 1/n^skew.</summary>
    public required double Skew { get; init; }

    /// <summary>Requests per signature on average.</summary>
    public double RequestsPerSignature => 1 + DropReplies + PagesPerSignature + CountsPerSignature;
}
