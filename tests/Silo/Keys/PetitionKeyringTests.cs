using Microsoft.Extensions.Logging.Abstractions;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;
using Petitions.Silo.Keys;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Keys;

public sealed class PetitionKeyringTests
{
    private static readonly KeyFile Master = new("master", "0", [.. Enumerable.Range(0, 32).Select(i => (byte)(255 - i))]);
    private static readonly Guid Signer = new("00112233-4455-6677-8899-aabbccddeeff");

    // Pinned: made by the program before it had an envelope of its own. Keys that are stored must be found by every later version.
    [Fact]
    public async Task A_wrapped_key_of_an_earlier_version_is_unwrapped()
    {
        var wrapped = Convert.FromBase64String("Z5/KM9suNmBee/RtPOxkPudVZT8s/MLR0ppONpMPz1KZD4WDB5zNb6OEqJWCDX6ysJnB/jPt8sUjCzsP");
        var keys = await KeyringOf(wrapped).FindAsync(7, "old-lamp");
        Assert.Equal("9e61284b-520b-9b10-5324-68992439057e", keys!.RowKey(Signer).ToString());
    }

    [Fact]
    public async Task A_new_key_is_unwrapped_for_its_petition_only()
    {
        var wrapped = KeyringOf(null).NewWrapped("old-lamp");
        Assert.Equal(60, wrapped.Length);
        Assert.NotNull(await KeyringOf(wrapped).FindAsync(7, "old-lamp"));
        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(async () => await KeyringOf(wrapped).FindAsync(7, "new-lamp"));
    }

    [Fact]
    public async Task A_destroyed_key_is_none() => Assert.Null(await KeyringOf(null).FindAsync(7, "old-lamp"));

    private static PetitionKeyring KeyringOf(byte[]? stored)
    {
        var source = FakeGrains.Of<ICatalogueSource>((_, _) => Task.FromResult(new CatalogueChanges(0, [], [])));
        return new(
            Master, FakeGrains.Of<IKeyStore>((_, _) => Task.FromResult(stored)),
            new PetitionCatalogue(source, TimeProvider.System, NullLogger<PetitionCatalogue>.Instance));
    }
}
