using Petitions.Frontend.Signing;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// What signers ask the cluster about their own signature, and what they do to it. Every call is safe to make twice: a change names what it
/// must find. Calls take the places of signatures at <see cref="Admission"/>, so that there is one limit for all work.
/// </summary>
internal sealed class SignerActions(
    Admission admission, SignerReferences signers, IGrainFactory grains, TimeProvider time, ILogger<SignerActions> log)
{
    private readonly RetryingCaller _calls = new(time, log);

    /// <summary>What a token says; null when it is none of this petition's.</summary>
    public Task<CallResult<OpenedLink?>> OpenAsync(Petition petition, string token) =>
        CallAsync(() => grains.GetGrain<ILinkGrain>(0).Open(petition.Id, token));

    /// <summary>The token of the signer's page for somebody who holds a link that confirms; null when it is none.</summary>
    public async Task<string?> SignerPageAsync(Petition petition, string confirmToken) =>
        (await CallAsync(() => grains.GetGrain<ILinkGrain>(0).SignerPage(petition.Id, confirmToken))).Answer;

    /// <summary>Everything that is stored about this person; null when nothing is.</summary>
    public Task<CallResult<StoredSignature?>> ShowAsync(Petition petition, Guid signerKey) =>
        CallAsync(() => signers.Of(signerKey).Show(petition.Id));

    /// <summary>The text of the version that was signed; null when it cannot be found.</summary>
    public async Task<PetitionText?> TextOfAsync(Petition petition, int version, string lang) =>
        (await CallAsync(() => grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(petition.Slug)).TextOf(version, lang))).Answer;

    /// <summary>Makes a change; without an answer nobody knows, and the same change again is safe.</summary>
    public async Task<SignerChange> ChangeAsync(Guid signerKey, Func<ISignerGrain, Task<SignerChange>> change)
    {
        var called = await CallAsync(() => change(signers.Of(signerKey)));
        return called.Failure is null ? called.Answer : new(SignerChangeOutcome.TryAgain);
    }

    /// <summary>Has the link to the signer's page mailed to this person, if there is anything to show. Nobody learns whether.</summary>
    public Task MailLinkAsync(int petition, Guid signerKey) => CallAsync(async () =>
    {
        await signers.Of(signerKey).MailLink(petition);
        return true;
    });

    private async Task<CallResult<TAnswer>> CallAsync<TAnswer>(Func<Task<TAnswer>> call)
    {
        if (!admission.TryEnter()) return new(default, CallFailure.Overloaded);
        try
        {
            return await _calls.CallAsync(call, static make => make());
        }
        finally
        {
            admission.Leave();
        }
    }
}
