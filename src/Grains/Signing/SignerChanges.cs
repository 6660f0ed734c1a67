using System.Collections.Immutable;
using Petitions.Grains.Documents;
using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;

namespace Petitions.Grains.Signing;

/// <summary>
/// Changes a person's row in one petition after signing. Each change is conditional and decided by the database. When a change does not
/// apply, the row is read to find the reason, or that an earlier call applied it.
/// </summary>
internal sealed class SignerChanges(SignerServices services, Petition petition, PetitionKeys keys, Guid rowKey)
{
    /// <summary>Truncates a time to the minute, as rows store it; the exact time is in the encrypted data.</summary>
    public static DateTimeOffset CutToMinute(DateTimeOffset moment) =>
        new(moment.UtcTicks - moment.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);

    public async ValueTask<StoredSignature?> ShowAsync()
    {
        if (await FindAsync() is not { } row) return null;
        var person = Open(row);
        return new StoredSignature
        {
            State = row.State,
            Person = person is null ? null : ShownOf(person),
            Operation = row.Operation,
            SignedAt = person?.SignedAt ?? row.SignedAt,
            DocumentVersion = row.DocumentVersion,
            Consent = ConsentOf(row.ConsentRecord),
            IsHandedOver = row.Epoch < row.EpochUnderWay,
            AnonymisedAt = row.AnonymisedAt,
            NewsletterWithdrawnAt = row.NewsletterWithdrawnAt,
            AreMailsStopped = row.AreMailsStopped,
            Reference = keys.ReferenceOf(rowKey),
            Earlier = row.State == SignatureState.Pending ? await ShowEarlierAsync() : [],
        };
    }

    public async ValueTask<SignerChange> ConfirmAsync(Guid operation)
    {
        var inTime = services.Confirmation.TakesConfirmation(petition, services.Time.GetUtcNow());
        var outcome = inTime
            ? await CommitAsync(SignatureChange.Confirm, entry => entry with { Operation = operation })
            : LedgerOutcome.Unchanged;
        var earlier = outcome == LedgerOutcome.Unchanged
            ? await services.Rows.FindEarlierAsync(petition.Id, rowKey, CancellationToken.None) : [];
        return await AnswerAsync(outcome, row => row.State switch
        {
            // Counted already, by this attempt or another: both are a success for the caller.
            SignatureState.Counted => SignerChangeOutcome.Done,
            SignatureState.Pending when row.Operation != operation && !earlier.Any(attempt => attempt.Operation == operation) =>
                SignerChangeOutcome.Replaced,
            SignatureState.Pending => inTime ? SignerChangeOutcome.TryAgain : SignerChangeOutcome.TooLate,
            SignatureState.Expired => SignerChangeOutcome.Expired,
            SignatureState.Withdrawn => SignerChangeOutcome.Withdrawn,
            _ => SignerChangeOutcome.Invalidated,
        });
    }

    public async ValueTask<SignerChange> WithdrawAsync() =>
        await AnswerAsync(await CommitAsync(SignatureChange.Withdraw), row => row.State switch
        {
            SignatureState.Withdrawn => SignerChangeOutcome.Done,
            SignatureState.Invalidated => SignerChangeOutcome.Invalidated,
            SignatureState.Expired => SignerChangeOutcome.Expired,
            _ => SignerChangeOutcome.TryAgain,
        });

    public async ValueTask<SignerChange> WithdrawNewsletterAsync() =>
        await AnswerAsync(await CommitAsync(SignatureChange.WithdrawNewsletter(services.Time.GetUtcNow())), CorrectionFailure);

    public async ValueTask<SignerChange> SetMailStoppedAsync(bool isStopped)
    {
        await services.Rows.SetMailStoppedAsync(petition.Id, rowKey, isStopped, CancellationToken.None);
        return new(SignerChangeOutcome.Done);
    }

    public async ValueTask<SignerChange> EraseAsync() =>
        await AnswerAsync(await CommitAsync(SignatureChange.Erase(services.Time.GetUtcNow())), row =>
            row.Ciphertext is null ? SignerChangeOutcome.Done
            : row.State == SignatureState.Invalidated ? SignerChangeOutcome.Invalidated
            : SignerChangeOutcome.TryAgain);

    public async ValueTask<SignerChange> CorrectAsync(string givenName, string familyName)
    {
        if (await FindAsync() is not { } before) return new(SignerChangeOutcome.NothingStored);
        if (Open(before) is not { } person) return new(CorrectionFailure(before));
        var corrected = person with { GivenName = givenName, FamilyName = familyName };
        var outcome = await CommitAsync(
            // The name is put into what was read: the change applies only while that is what is stored.
            SignatureChange.Correct with { Replaces = before.Operation },
            entry => entry with { Ciphertext = keys.Seal(rowKey, corrected.ToBytes()) });
        return await AnswerAsync(outcome, CorrectionFailure);
    }

    public async ValueTask<SignerChange> SignAfterWithdrawalAsync(ReplacementSignature replacement)
    {
        var (signature, now) = (replacement.Signature, services.Time.GetUtcNow());
        var receipt = keys.ReceiptOf(rowKey, signature.IdempotencyKey);
        var refusal = SigningPolicy.Evaluate(petition, signature, now, out var consent);
        if (refusal != SignOutcome.Accepted)
        {
            // A retry gets the same answer as the first call, even if the petition has changed.
            return await FindAsync() is { State: SignatureState.Counted } signed && signed.Operation == receipt.Operation
                ? new(SignerChangeOutcome.Done) : new(SignerChangeOutcome.Refused, refusal);
        }

        var outcome = await CommitAsync(SignatureChange.SignAfterWithdrawal with { Replaces = replacement.Replaces }, entry => entry with
        {
            Operation = receipt.Operation,
            SignedAt = CutToMinute(now),
            DocumentVersion = signature.Document?.Version ?? petition.CurrentVersion,
            ConsentRecord = consent!.Number,
            Ciphertext = keys.Seal(rowKey, PersonalData.Of(signature, now).ToBytes()),
        });
        if (outcome == LedgerOutcome.Unchanged && await FindAsync() is { State: SignatureState.Withdrawn } row)
        {
            return row.Operation == replacement.Replaces
                ? new(SignerChangeOutcome.Refused, SignOutcome.NotOpen) : new(SignerChangeOutcome.Withdrawn);
        }
        return await AnswerAsync(outcome, row => row.State switch
        {
            SignatureState.Counted => SignerChangeOutcome.Done,
            SignatureState.Invalidated => SignerChangeOutcome.Invalidated,
            _ => SignerChangeOutcome.TryAgain,
        });
    }

    public Task MailLinkAsync() => services.Rows.QueueLinkAsync(petition.Id, rowKey, services.Time.GetUtcNow(), CancellationToken.None);

    private async ValueTask<ImmutableArray<StoredAttempt>> ShowEarlierAsync() =>
    [
        .. (await services.Rows.FindEarlierAsync(petition.Id, rowKey, CancellationToken.None)).Select(attempt =>
        {
            var person = PersonalData.FromBytes(keys.Open(rowKey, attempt.Ciphertext));
            return new StoredAttempt(
                attempt.Operation, ShownOf(person), person.SignedAt, attempt.DocumentVersion, ConsentOf(attempt.ConsentRecord));
        }),
    ];

    private ConsentRecord? ConsentOf(int number) =>
        petition.ConsentRecords.FirstOrDefault(record => record.Number == number);

    private static StoredPerson ShownOf(PersonalData person) =>
        new(person.GivenName, person.FamilyName, person.Email, person.Place, person.Country, person.Locale, person.Evidence);

    private static SignerChangeOutcome CorrectionFailure(SignatureRow row) => row switch
    {
        { State: SignatureState.Withdrawn } => SignerChangeOutcome.Withdrawn,
        { State: SignatureState.Invalidated } => SignerChangeOutcome.Invalidated,
        { State: SignatureState.Expired } => SignerChangeOutcome.Expired,
        _ when row.Epoch < row.EpochUnderWay => SignerChangeOutcome.HandedOver,
        _ => SignerChangeOutcome.TryAgain,
    };

    private Task<SignatureRow?> FindAsync() => services.Rows.FindAsync(petition.Id, rowKey, CancellationToken.None);

    private PersonalData? Open(SignatureRow row) =>
        row.Ciphertext is null ? null : PersonalData.FromBytes(keys.Open(rowKey, row.Ciphertext));

    private ValueTask<LedgerOutcome> CommitAsync(SignatureChange change, Func<LedgerEntry, LedgerEntry>? with = null)
    {
        var entry = new LedgerEntry
        {
            Work = LedgerWork.Change, Petition = petition.Id, RowKey = rowKey, Operation = Guid.Empty, Change = change,
        };
        return services.Ledger.CommitAsync(with is null ? entry : with(entry));
    }

    private async ValueTask<SignerChange> AnswerAsync(LedgerOutcome outcome, Func<SignatureRow, SignerChangeOutcome> otherwise) =>
        outcome switch
        {
            LedgerOutcome.Changed => new(SignerChangeOutcome.Done),
            LedgerOutcome.Unchanged => new(await FindAsync() is { } row ? otherwise(row) : SignerChangeOutcome.NothingStored),
            _ => new(SignerChangeOutcome.TryAgain),
        };
}
