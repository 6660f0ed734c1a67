using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Petitions.Frontend.Counting;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Bench.Micro.Counting;

/// <summary>
/// A stub of a petition's grain with a fixed tally. Made at run time: Orleans would take a class that implements the interface for
/// a second implementation when the silo of another benchmark starts.
/// </summary>
public class StubPetition : DispatchProxy
{
    private object? _answer;

    internal static Tally Tally { get; } = new(
        123_456, 123_456, 4, PetitionPhase.Open, CounterDisplay.Exact, SampleData.Petition.Facts.Goals, SampleData.Now);

    /// <summary>A cache that reads this petition once.</summary>
    internal static CountCache NewCountCache()
    {
        var petition = Answering<IPetitionGrain>(Task.FromResult<Tally?>(Tally));
        return new CountCache(Answering<IGrainFactory>(petition), new PollInterval(TimeProvider.System), TimeProvider.System);
    }

    /// <summary>A catalogue that is not loaded.</summary>
    internal static PetitionCatalogue NewCatalogue() =>
        new(Answering<ICatalogueSource>(Task.FromResult(new CatalogueChanges(0, [], []))),
            TimeProvider.System, NullLogger<PetitionCatalogue>.Instance);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer;

    private static T Answering<T>(object answer) where T : class
    {
        var proxy = Create<T, StubPetition>();
        ((StubPetition)(object)proxy)._answer = answer;
        return proxy;
    }
}
