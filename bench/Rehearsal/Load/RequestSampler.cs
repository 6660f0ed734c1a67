namespace Petitions.Bench.Rehearsal.Load;

/// <summary>Draws the signer, petition and reads of each arrival. Used by the generator's thread only.</summary>
internal sealed class RequestSampler
{
    // A repeated signature comes soon after the first: it is one of the last signers.
    private const int RepeatAmongLast = 5_000;

    private readonly RequestMix _shares;
    private readonly Random _random;
    private readonly double[] _cumulativeWeights;
    private readonly List<ushort> _petitionOf = [];
    private double _pages, _counts;

    public RequestSampler(RequestMix shares, int seed)
    {
        _shares = shares;
        _random = new Random(seed + 1);
        var weights = Enumerable.Range(1, shares.Petitions).Select(n => Math.Pow(n, -shares.Skew)).ToArray();
        var sum = 0.0;
        _cumulativeWeights = [.. weights.Select(weight => sum += weight)];
    }

    /// <summary>A signer and the petition: a new signer, or one of the last ones.</summary>
    public (int Signer, int Petition) NextSigner()
    {
        if (_petitionOf.Count > 0 && _random.NextDouble() < _shares.Repeats)
        {
            var known = _random.Next(Math.Max(0, _petitionOf.Count - RepeatAmongLast), _petitionOf.Count);
            return (known, _petitionOf[known]);
        }
        _petitionOf.Add((ushort)NextPetition());
        return (_petitionOf.Count - 1, _petitionOf[^1]);
    }

    public bool NextDropsReply() => _shares.DropReplies > 0 && _random.NextDouble() < _shares.DropReplies;

    /// <summary>Page reads of this arrival: 0.2 per signature is one for each fifth arrival.</summary>
    public int NextPages() => Whole(ref _pages, _shares.PagesPerSignature);

    public int NextCounts() => Whole(ref _counts, _shares.CountsPerSignature);

    private int NextPetition()
    {
        if (_cumulativeWeights.Length == 1) return 0;
        var found = Array.BinarySearch(_cumulativeWeights, _random.NextDouble() * _cumulativeWeights[^1]);
        return Math.Min(found < 0 ? ~found : found, _cumulativeWeights.Length - 1);
    }

    private static int Whole(ref double owed, double more)
    {
        owed += more;
        var whole = (int)owed;
        owed -= whole;
        return whole;
    }
}
