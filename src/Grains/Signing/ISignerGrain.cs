using Orleans.Concurrency;

namespace Petitions.Grains.Signing;

/// <summary>
/// One person's actions, executed one at a time, except signing. The grain key is the signer key of <see cref="SignerIdentity"/>. At most
/// <see cref="SignerActivationCache.WaitingCallsMax"/> calls wait or run; further calls fail with
/// <see cref="Orleans.Runtime.LimitExceededException"/>.
/// </summary>
[Alias("petitions.signer-grain")]
public interface ISignerGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Signs. A retry with the same idempotency key gets the same answer. A later attempt with another key changes nothing and gets an
    /// answer that looks the same. Safe to retry after any failure.
    /// </summary>
    /// <remarks>
    /// Does not wait for other calls of this person, because the unique key in the database decides between them. If repeats waited for a
    /// first signature and not for each other, the durations of parallel calls would tell who has signed.
    /// </remarks>
    [Alias("sign"), AlwaysInterleave]
    Task<SignAnswer> Sign(Signature signature);

    /// <summary>Everything that is stored about this person in one petition (GDPR Art. 15); null when there is nothing.</summary>
    [Alias("show")]
    Task<StoredSignature?> Show(int petition);

    /// <summary>
    /// Confirms the e-mail address of the attempt <paramref name="operation"/>, which comes from a mailed link. Idempotent.
    /// </summary>
    [Alias("confirm")]
    Task<SignerChange> Confirm(int petition, Guid operation);

    /// <summary>Withdraws the signature (GDPR Art. 7(3)). When this returns, neither count nor export includes it.</summary>
    [Alias("withdraw")]
    Task<SignerChange> Withdraw(int petition);

    /// <summary>Withdraws the consent to the newsletter alone; the signature still counts. Idempotent.</summary>
    [Alias("withdraw-newsletter")]
    Task<SignerChange> WithdrawNewsletter(int petition);

    /// <summary>
    /// Ends all mails about a petition to this person, or allows them again. Needs no signature and changes none. Idempotent.
    /// </summary>
    [Alias("stop-mail")]
    Task<SignerChange> SetMailStopped(int petition, bool isStopped);

    /// <summary>Withdraws the signature and erases the personal data (GDPR Art. 17).</summary>
    [Alias("erase")]
    Task<SignerChange> Erase(int petition);

    /// <summary>Corrects the name (GDPR Art. 16) unless it was handed over already. The front end has validated both parts.</summary>
    [Alias("correct")]
    Task<SignerChange> Correct(int petition, string givenName, string familyName);

    /// <summary>Signs again after a withdrawal, under the same rules as any signature.</summary>
    [Alias("sign-again")]
    Task<SignerChange> SignAfterWithdrawal(ReplacementSignature replacement);

    /// <summary>
    /// Mails the link to the signer page if this person has signed, and does nothing otherwise. The answer and its duration are the same in
    /// both cases.
    /// </summary>
    [Alias("mail-link")]
    Task MailLink(int petition);
}
