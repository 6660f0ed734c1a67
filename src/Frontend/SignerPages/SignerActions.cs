using Petitions.Frontend.Signing;
using Petitions.Grains.Documents;
using Petitions.Grains.Handover;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// Calls to the cluster about a signer's own signature: reads and changes. All are idempotent: a change names the state that it expects.
/// They come before signatures, see <see cref="Admission"/>.
/// </summary>
internal sealed class SignerActions(
    Admission admission, SignerReferences signers, IGrainFactory grains, TimeProvider time, ILogger<SignerActions> log,
    GatewayLossSignal lost)
{
    private readonly RetryingCaller _calls = new(time, log, lost);

    /// <summary>The content of a token; null when it is not one of this petition.</summary>
    public Task<CallResult<OpenedLink?>> OpenAsync(Petition petition, string token) =>
        CallAsync(() => grains.GetGrain<ILinkGrain>(0).Open(petition.Id, token));

    /// <summary>The token of the signer's page for the token of a confirmation link; null when that is invalid.</summary>
    public async Task<string?> SignerPageAsync(Petition petition, string confirmToken) =>
        (await CallAsync(() => grains.GetGrain<ILinkGrain>(0).SignerPage(petition.Id, confirmToken))).Answer;

    /// <summary>Everything that is stored about this person; null when there is nothing.</summary>
    public Task<CallResult<StoredSignature?>> ShowAsync(Petition petition, Guid signerKey) =>
        CallAsync(() => signers.Of(signerKey).Show(petition.Id));

    /// <summary>Proves that the person's line is in a parcel; null when it is in none.</summary>
    public Task<CallResult<InclusionProof?>> ProveAsync(Petition petition, Guid signerKey) =>
        CallAsync(() => grains.GetGrain<IHandoverGrain>(Slug.ToGrainKey(petition.Slug)).Prove(signerKey));

    /// <summary>The newest parcel that the person is in; null when they are in none, or it cannot be found now.</summary>
    public async Task<Parcel?> ParcelOfAsync(Petition petition, Guid signerKey) =>
        (await CallAsync(() => grains.GetGrain<IHandoverGrain>(Slug.ToGrainKey(petition.Slug)).Find(signerKey))).Answer;

    /// <summary>The text of the version that was signed; null when it cannot be found.</summary>
    public async Task<PetitionText?> TextOfAsync(Petition petition, int version, string lang) =>
        (await CallAsync(() => grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(petition.Slug)).TextOf(version, lang))).Answer;

    /// <summary>
    /// Makes a change. Without an answer the outcome is unknown: <see cref="SignerChangeOutcome.TryAgain"/>, which is safe.
    /// </summary>
    public async Task<SignerChange> ChangeAsync(Guid signerKey, Func<ISignerGrain, Task<SignerChange>> change)
    {
        var called = await CallAsync(() => change(signers.Of(signerKey)));
        return called.Failure is null ? called.Answer : new(SignerChangeOutcome.TryAgain);
    }

    /// <summary>Mails the link to the signer's page, if there is a signature. The caller does not learn whether.</summary>
    public Task MailLinkAsync(int petition, Guid signerKey) => CallAsync(async () =>
    {
        await signers.Of(signerKey).MailLink(petition);
        return true;
    });

    private async Task<CallResult<TAnswer>> CallAsync<TAnswer>(Func<Task<TAnswer>> call)
    {
        if (!admission.TryEnterChange()) return new(default, CallFailure.Overloaded);
        try
        {
            return await _calls.CallAsync(call, static make => make());
        }
        finally
        {
            admission.LeaveChange();
        }
    }
}
