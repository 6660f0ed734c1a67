namespace Petitions.Bench.Rehearsal.Load;

/// <summary>Decides who each arrival is. Used by the generator's one thread.</summary>
internal sealed class RequestSampler
{
    // Somebody who signs again does so because of what they saw today.
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

    /// <summary>A person and their petition: new, or one of the last who came.</summary>
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

    /// <summary>Reads that go with this arrival: 0.2 per signature is one with each fifth.</summary>
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
