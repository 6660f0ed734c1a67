using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Petitions.Frontend.Counting;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Bench.Micro.Counting;

/// <summary>
/// A petition whose count stands still, in place of its grain. Made at run time, so that no class here implements a grain's interface:
/// Orleans would take it for a second implementation when the silo of another benchmark starts.
/// </summary>
public class StillPetition : DispatchProxy
{
    private object? _answer;

    internal static Tally Tally { get; } = new(
        123_456, 123_456, 4, PetitionPhase.Open, CounterDisplay.Exact, Specimen.Petition.Facts.Goals, Specimen.Now);

    /// <summary>A board that asks this petition once and then holds its answer.</summary>
    internal static CountCache NewBoard()
    {
        var petition = Answering<IPetitionGrain>(Task.FromResult<Tally?>(Tally));
        return new CountCache(Answering<IGrainFactory>(petition), new PollInterval(TimeProvider.System), TimeProvider.System);
    }

    /// <summary>A catalogue that nobody has read.</summary>
    internal static PetitionCatalogue NewCatalogue() =>
        new(Answering<ICatalogueSource>(Task.FromResult(new CatalogueChanges(0, [], []))), TimeProvider.System, NullLogger<PetitionCatalogue>.Instance);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer;

    private static T Answering<T>(object answer) where T : class
    {
        var proxy = Create<T, StillPetition>();
        ((StillPetition)(object)proxy)._answer = answer;
        return proxy;
    }
}
