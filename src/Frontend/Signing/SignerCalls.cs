using Petitions.Grains.Signing;

namespace Petitions.Frontend.Signing;

/// <summary>
/// Calls the signer's grain to sign. Retries a lost call, which is safe because every attempt has the same idempotency key: a signature
/// that a lost attempt stored is recognised and answered in the same way.
/// </summary>
internal sealed class SignerCalls(
    Admission admission, SignerReferences signers, SignerIdentity identity, TimeProvider time, ILogger<SignerCalls> log,
    GatewayLossSignal? lost = null)
{
    private readonly RetryingCaller _calls = new(time, log, lost);
    private readonly MinimumResponseTime _minimum = new(admission.MinimumResponseTime, time);

    /// <summary>
    /// The outcome of the signature; failures are outcomes, too, and never thrown. Not cancelled when the client disconnects: the signature
    /// may be stored already, and a retry finds it. When it ends says <see cref="AdmissionOptions.MinimumResponseTime"/>.
    /// </summary>
    public async Task<SignAnswer> SignAsync(ValidatedSignature signed)
    {
        if (!admission.TryEnter(out var admitted)) return new(SignOutcome.Overloaded);
        var begun = _minimum.Begin();
        try
        {
            var signer = signers.Of(identity.KeyOf(signed.Signer));
            var called = await _calls.CallAsync((signer, signed.Signature), static call => call.signer.Sign(call.Signature));
            return called.Failure switch
            {
                null => called.Answer,
                CallFailure.TooManyWaiting => new(SignOutcome.TooManyWaiting),
                CallFailure.Overloaded => new(SignOutcome.Overloaded),
                _ => new(SignOutcome.Unknown),
            };
        }
        finally
        {
            admission.Leave(admitted);
            await _minimum.EndAsync(begun);
        }
    }
}
