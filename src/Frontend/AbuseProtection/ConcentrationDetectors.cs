using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>One <see cref="ConcentrationDetector"/> per petition, for the attempts that reach this process.</summary>
internal sealed class ConcentrationDetectors(IOptions<LimitOptions> options, TimeProvider time)
{
    /// <summary>
    /// Petitions with a detector; further ones have none. Bounds the memory when many rehearsals are published and removed.
    /// </summary>
    public const int PetitionsMax = 4_096;

    private readonly ConcurrentDictionary<int, ConcentrationDetector> _detectors = new();

    /// <summary>The detector of a petition; null when there are <see cref="PetitionsMax"/> others.</summary>
    public ConcentrationDetector? Of(int petition)
    {
        if (_detectors.TryGetValue(petition, out var detector)) return detector;
        if (_detectors.Count >= PetitionsMax) return null;
        return _detectors.GetOrAdd(petition, _ => new ConcentrationDetector(options.Value, time));
    }
}
