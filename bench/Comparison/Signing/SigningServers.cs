using Petitions.Bench.Comparison.Load;
using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Comparison.Settings;

namespace Petitions.Bench.Comparison.Signing;

/// <summary>The servers that are measured in a mode: the peers that were chosen, and this program on both databases.</summary>
internal sealed class SigningServers
{
    // A program with 1,000 petitions is a process of its own. The peers need no other: what they know of a petition is its name.
    private readonly IReadOnlyList<ServerPlan> _usual, _many;

    public SigningServers(TestBed bed)
    {
        var manyPetitions = bed.NewPetitionFolder("many-petitions");
        if (bed.Options.Modes.Contains(SigningMode.Many))
        {
            manyPetitions.Publish(WarmUp.Petition.Slug);
            foreach (var slug in SigningMode.Many.PetitionsOf(round: 1).Slugs) manyPetitions.Publish(slug);
        }
        Bare = ServerPlan.Peer(PeerNames.Bare, bed.Petitions);
        Product = [ServerPlan.Product(Store.Postgres, bed.Petitions), ServerPlan.Product(Store.Sqlite, bed.Petitions)];
        _usual = [.. bed.Options.Peers.Select(peer => ServerPlan.Peer(peer, bed.Petitions)), .. Product];
        _many =
        [
            Bare,
            ServerPlan.Product(Store.Postgres, manyPetitions, "-many") with { Label = "this-postgres" },
            ServerPlan.Product(Store.Sqlite, manyPetitions, "-many") with { Label = "this-sqlite" },
        ];
    }

    public ServerPlan Bare { get; }

    /// <summary>This program on both databases.</summary>
    public IReadOnlyList<ServerPlan> Product { get; }

    public IReadOnlyList<ServerPlan> Of(SigningMode mode) => mode == SigningMode.Many ? _many : _usual;
}
