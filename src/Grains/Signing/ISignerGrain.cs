namespace Petitions.Grains.Signing;

/// <summary>
/// Everything one person does, one thing at a time. The key is the signer key of <see cref="SignerIdentity"/>. At most
/// <see cref="SignerActivationCache.WaitingCallsMax"/> calls wait; more end with <see cref="Orleans.Runtime.LimitExceededException"/>.
/// </summary>
[Alias("petitions.signer-grain")]
public interface ISignerGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Signs. The same operation id again gets the same answer, and another one after the first changes nothing and gets an answer that
    /// looks the same. Safe to call again after any failure.
    /// </summary>
    [Alias("sign")]
    Task<SignAnswer> Sign(Signature signature);

    /// <summary>Everything that is stored about this person in one petition (GDPR Art. 15); null when nothing is.</summary>
    [Alias("show")]
    Task<StoredSignature?> Show(int petition);

    /// <summary>
    /// Confirms the e-mail address of the attempt <paramref name="operation"/>, as a mailed link names it. Twice is as good as once.
    /// </summary>
    [Alias("confirm")]
    Task<SignerChange> Confirm(int petition, Guid operation);

    /// <summary>Takes the signature back (GDPR Art. 7(3)). Count and export are without it when this returns.</summary>
    [Alias("withdraw")]
    Task<SignerChange> Withdraw(int petition);

    /// <summary>Takes the signature back and empties everything that is stored about the person (GDPR Art. 17).</summary>
    [Alias("erase")]
    Task<SignerChange> Erase(int petition);

    /// <summary>Corrects the name (GDPR Art. 16), until it is handed over. Both parts are checked by the front end already.</summary>
    [Alias("correct")]
    Task<SignerChange> Correct(int petition, string givenName, string familyName);

    /// <summary>Signs again after a withdrawal, by the same rules as any signature.</summary>
    [Alias("sign-again")]
    Task<SignerChange> SignAgain(ReplacementSignature again);

    /// <summary>
    /// Mails the link to the signer's page, if this person has signed; otherwise nothing. The answer is the same and takes as long.
    /// </summary>
    [Alias("mail-link")]
    Task MailLink(int petition);
}
