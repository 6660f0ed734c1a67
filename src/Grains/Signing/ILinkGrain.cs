using Orleans.Concurrency;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;

namespace Petitions.Grains.Signing;

/// <summary>
/// Decrypts the tokens of mailed links for front ends, which do not have the petitions' keys. The grain key is always 0. The caller checks
/// whether the link has expired.
/// </summary>
[Alias("petitions.link-grain")]
public interface ILinkGrain : IGrainWithIntegerKey
{
    /// <summary>The content of the token; null when it does not belong to this petition, or the petition's keys are destroyed.</summary>
    [Alias("open")]
    Task<OpenedLink?> Open(int petition, string token);

    /// <summary>
    /// Exchanges the token of a confirmation link for a token of the same person's signer page, with the same expiry. Null when the token
    /// has expired or is not a confirmation token of this petition.
    /// </summary>
    [Alias("signer-page")]
    Task<string?> SignerPage(int petition, string confirmToken);
}

/// <summary>The content of a mailed link; see <see cref="SignerLink"/>.</summary>
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
