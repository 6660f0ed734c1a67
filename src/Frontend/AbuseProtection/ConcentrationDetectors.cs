using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>One <see cref="ConcentrationDetector"/> for each petition that is signed; in this process, of what this process is asked.</summary>
internal sealed class ConcentrationDetectors(IOptions<LimitOptions> options, TimeProvider time)
{
    /// <summary>Petitions that are watched; one more is not, so that rehearsals that come and go fill no memory.</summary>
    public const int PetitionsMax = 4_096;

    private readonly ConcurrentDictionary<int, ConcentrationDetector> _detectors = new();

    /// <summary>That of a petition; null when too many are watched.</summary>
    public ConcentrationDetector? Of(int petition)
    {
        if (_detectors.TryGetValue(petition, out var detector)) return detector;
        if (_detectors.Count >= PetitionsMax) return null;
        return _detectors.GetOrAdd(petition, _ => new ConcentrationDetector(options.Value, time));
    }
}
