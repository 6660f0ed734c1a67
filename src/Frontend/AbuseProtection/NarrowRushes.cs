using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>One <see cref="NarrowRush"/> for each petition that is signed; in this process, of what this process is asked.</summary>
internal sealed class NarrowRushes(IOptions<LimitOptions> options, TimeProvider time)
{
    /// <summary>Petitions that are watched; one more is not, so that rehearsals that come and go fill no memory.</summary>
    public const int PetitionsMax = 4_096;

    private readonly ConcurrentDictionary<int, NarrowRush> _rushes = new();

    /// <summary>That of a petition; null when too many are watched.</summary>
    public NarrowRush? Of(int petition)
    {
        if (_rushes.TryGetValue(petition, out var rush)) return rush;
        if (_rushes.Count >= PetitionsMax) return null;
        return _rushes.GetOrAdd(petition, _ => new NarrowRush(options.Value, time));
    }
}
