namespace Petitions.Grains.Signing;

/// <summary>
/// Everything one person does, one thing at a time. The key is the signer key of <see cref="SignerIdentity"/>. At most
/// <see cref="ResidentSigners.WaitingCallsMax"/> calls wait; more end with <see cref="Orleans.Runtime.LimitExceededException"/>.
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
}
