using Orleans.Concurrency;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;

namespace Petitions.Grains.Signing;

/// <summary>
/// Opens the tokens of mailed links for front ends, which hold no petition's keys. The key is always 0. Whether a link's moment has passed
/// is for the caller to say.
/// </summary>
[Alias("petitions.link-grain")]
public interface ILinkGrain : IGrainWithIntegerKey
{
    /// <summary>What the token says; null when it is not one of this petition's, or the petition's keys are destroyed.</summary>
    [Alias("open")]
    Task<OpenedLink?> Open(int petition, string token);

    /// <summary>
    /// The token of the same person's own page, for somebody who holds a link that confirms, which came by mail, too. It lasts as long as
    /// that. Null when the token is none of this petition's for this use, or has expired.
    /// </summary>
    [Alias("signer-page")]
    Task<string?> SignerPage(int petition, string confirmToken);
}

/// <summary>What a mailed link says; see <see cref="SignerLink"/>.</summary>
[GenerateSerializer, Immutable, Alias("petitions.opened-link")]
public sealed record OpenedLink(
    [property: Id(0)] SignerLinkUse Use,
    [property: Id(1)] Guid SignerKey,
    [property: Id(2)] Guid Operation,
    [property: Id(3)] DateTimeOffset ExpiresAt);

/// <inheritdoc cref="ILinkGrain"/>
[StatelessWorker]
internal sealed class LinkGrain(IPetitionCatalogue catalogue, IPetitionKeyring keyring, TimeProvider time) : Grain, ILinkGrain
{
    public async Task<OpenedLink?> Open(int petition, string token) =>
        (await KeysOf(petition))?.OpenLink(token) is { } link ? new(link.Use, link.SignerKey, link.Operation, link.ExpiresAt) : null;

    public async Task<string?> SignerPage(int petition, string confirmToken)
    {
        var keys = await KeysOf(petition);
        return keys?.OpenLink(confirmToken) is { Use: SignerLinkUse.Confirm } link && time.GetUtcNow() < link.ExpiresAt
            ? keys.WriteLink(link with { Use = SignerLinkUse.SignerPage, Operation = Guid.Empty }) : null;
    }

    private async ValueTask<PetitionKeys?> KeysOf(int petition) =>
        catalogue.TryFind(petition, out var terms) ? await keyring.FindAsync(petition, terms.Slug) : null;
}
