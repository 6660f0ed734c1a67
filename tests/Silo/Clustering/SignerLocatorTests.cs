using System.Collections.Immutable;
using System.Net;
using Orleans.Metadata;
using Petitions.Grains.Signing;
using Petitions.Silo.Clustering;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Clustering;

public sealed class SignerLocatorTests
{
    private static readonly SiloAddress Active = Silo(1), Joining = Silo(2);
    private readonly GrainType _signers;
    private readonly SignerLocator _locator;

    public SignerLocatorTests()
    {
        var types = new GrainTypeResolver([], null!);
        _signers = types.GetGrainType(typeof(SignerGrain));
        var members = ImmutableDictionary<SiloAddress, ClusterMember>.Empty
            .Add(Active, new(Active, SiloStatus.Active, "one")).Add(Joining, new(Joining, SiloStatus.Joining, "two"));
        var snapshot = new ClusterMembershipSnapshot(members, new MembershipVersion(7));
        _locator = new(FakeGrains.Of<IClusterMembershipService>((_, _) => snapshot), types);
    }

    [Fact]
    public void A_signer_is_on_an_active_silo()
    {
        for (var i = 0; i < 100; i++)
        {
            var signer = GrainId.Create(_signers, GrainIdKeyExtensions.CreateGuidKey(SampleEntry.Key()));
            Assert.True(_locator.LookUp(signer, out var address, out _));
            Assert.Equal((signer, Active), (address.GrainId, address.SiloAddress));
        }
    }

    // Orleans asks the same cache about every grain type that has a directory of its own: such a grain is where its directory says.
    [Fact]
    public void A_grain_of_another_type_is_left_to_its_own_directory()
    {
        var key = GrainIdKeyExtensions.CreateGuidKey(SampleEntry.Key());
        Assert.True(_locator.LookUp(GrainId.Create(_signers, key), out _, out _));
        Assert.False(_locator.LookUp(GrainId.Create(GrainType.Create("hand-over"), key), out var address, out _));
        Assert.Null(address);
    }

    private static SiloAddress Silo(int generation) => SiloAddress.New(IPAddress.Loopback, 11111, generation);
}
