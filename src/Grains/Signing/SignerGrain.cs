using Orleans.GrainDirectory;
using Orleans.Placement;
using Petitions.Grains.Documents;
using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;

namespace Petitions.Grains.Signing;

/// <inheritdoc cref="ISignerGrain"/>
/// <remarks>
/// Signing never reads the database first: the insert finds an existing row. While silos join and leave, one person may briefly have two
/// activations. The unique key in the database decides; memory is only a cache.
/// </remarks>
[HashBasedPlacement, GrainDirectory(DirectoryName), CollectionAgeLimit(Minutes = 2)]
internal sealed class SignerGrain(IGrainContext context, SignerServices services) : IGrainBase, ISignerGrain
{
    /// <summary>Name of the grain directory that computes the silo of a signer by hash instead of storing it.</summary>
    public const string DirectoryName = "signers";

    private readonly RecentOperations _recent = new();
    private readonly SignerActivation _activation = new(context);

    public IGrainContext GrainContext => context;

    // Does not use TrackCallAsync, to avoid a closure per signature.
    public async Task<SignAnswer> Sign(Signature signature)
    {
        SignerActivationCache.Begin(_activation);
        try
        {
            return await SignOnceAsync(signature);
        }
        finally
        {
            services.Activations.End(_activation);
        }
    }

    public Task<StoredSignature?> Show(int petition) =>
        TrackCallAsync(async () => await FindChangesAsync(petition) is { } changes ? await changes.ShowAsync() : null);

    public Task<SignerChange> Confirm(int petition, Guid operation) => Change(petition, changes => changes.ConfirmAsync(operation));

    public Task<SignerChange> Withdraw(int petition) => Change(petition, changes => changes.WithdrawAsync());

    public Task<SignerChange> Erase(int petition) => Change(petition, changes => changes.EraseAsync());

    public Task<SignerChange> WithdrawNewsletter(int petition) => Change(petition, changes => changes.WithdrawNewsletterAsync());

    public Task<SignerChange> SetMailStopped(int petition, bool isStopped) =>
        Change(petition, changes => changes.SetMailStoppedAsync(isStopped));

    public Task<SignerChange> Correct(int petition, string givenName, string familyName) =>
        Change(petition, changes => changes.CorrectAsync(givenName, familyName));

    public Task<SignerChange> SignAfterWithdrawal(ReplacementSignature replacement) =>
        Change(replacement.Signature.Petition, changes => changes.SignAfterWithdrawalAsync(replacement));

    public Task MailLink(int petition) => TrackCallAsync(async () =>
    {
        if (await FindChangesAsync(petition) is { } changes) await changes.MailLinkAsync();
        return true;
    });

    private Task<SignerChange> Change(int petition, Func<SignerChanges, ValueTask<SignerChange>> change) => TrackCallAsync(async () =>
        await FindChangesAsync(petition) is { } changes ? await change(changes) : new SignerChange(SignerChangeOutcome.UnknownPetition));

    private async ValueTask<SignerChanges?> FindChangesAsync(int id)
    {
        if (await FindPetitionAsync(id) is not { } petition) return null;
        if (await services.Keyring.FindAsync(petition.Id, petition.Slug) is not { } keys) return null;
        return new SignerChanges(services, petition, keys, keys.RowKey(context.GrainId.GetGuidKey()));
    }

    // A signer with a call in flight stays activated.
    private async Task<T> TrackCallAsync<T>(Func<ValueTask<T>> call)
    {
        SignerActivationCache.Begin(_activation);
        try
        {
            return await call();
        }
        finally
        {
            services.Activations.End(_activation);
        }
    }

    private async ValueTask<SignAnswer> SignOnceAsync(Signature signature)
    {
        var petition = await FindPetitionAsync(signature.Petition);
        if (petition is null) return new(SignOutcome.UnknownPetition);
        var keys = await services.Keyring.FindAsync(petition.Id, petition.Slug);
        if (keys is null) return new(SignOutcome.NotOpen);

        var rowKey = keys.RowKey(context.GrainId.GetGuidKey());
        var receipt = keys.ReceiptOf(rowKey, signature.IdempotencyKey);
        var operation = petition.Facts.ConfirmsEmail
            ? keys.ReceiptOf(rowKey, AttemptFingerprint.Of(signature)).Operation : receipt.Operation;
        var accepted = new SignAnswer(petition.Facts.ConfirmsEmail ? SignOutcome.ConfirmationSent : SignOutcome.Accepted, receipt.Text);
        if (_recent.Has(petition.Id, operation)) return accepted;

        var now = services.Time.GetUtcNow();
        var decision = SigningPolicy.Evaluate(petition, signature, now, out var consent);
        var entry = new LedgerEntry
        {
            Work = LedgerWork.LookUp, Petition = petition.Id, RowKey = rowKey, Operation = operation,
        };
        // Also for a person known to have signed: the same work for everybody takes the same time, and only the database knows the row.
        if (decision == SignOutcome.Accepted) entry = SigningEntry(entry, signature, consent!, petition, keys, now);

        switch (await services.Ledger.CommitAsync(entry))
        {
            case LedgerOutcome.Stored or LedgerOutcome.Repeated or LedgerOutcome.AlreadyStored:
                _recent.Add(petition.Id, operation);
                return accepted;
            case LedgerOutcome.Closed:
                return new(decision == SignOutcome.Accepted ? SignOutcome.NotOpen : decision);
            case LedgerOutcome.Refused:
                return new(SignOutcome.Overloaded);
            case LedgerOutcome.Unstorable:
                return new(SignOutcome.Unstorable);
            default:
                return new(SignOutcome.Unknown);
        }
    }

    // A front end may have a newer catalogue than this silo.
    private async ValueTask<Petition?> FindPetitionAsync(int id)
    {
        if (services.Catalogue.TryFind(id, out var petition)) return petition;
        await services.Catalogue.RefreshAsync(CancellationToken.None);
        return services.Catalogue.TryFind(id, out petition) ? petition : null;
    }

    private static LedgerEntry SigningEntry(
        LedgerEntry entry, Signature signature, ConsentRecord consent, Petition petition, PetitionKeys keys, DateTimeOffset now)
    {
        var person = PersonalData.Of(signature, now);
        return entry with
        {
            Work = petition.Facts.ConfirmsEmail ? LedgerWork.RequestConfirmation : LedgerWork.Sign,
            State = petition.Facts.ConfirmsEmail ? SignatureState.Pending : SignatureState.Counted,
            SignedAt = SignerChanges.CutToMinute(now),
            DocumentVersion = signature.Document?.Version ?? petition.CurrentVersion,
            ConsentRecord = consent.Number,
            MailAt = now,
            Ciphertext = keys.Seal(entry.RowKey, person.ToBytes()),
        };
    }
}
