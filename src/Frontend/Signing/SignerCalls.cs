using Petitions.Grains.Signing;

namespace Petitions.Frontend.Signing;

/// <summary>
/// Calls the signer's grain in order to sign. Called again when the call got lost, which is safe because every attempt carries the same
/// operation id: a signature that was stored by a lost attempt is recognised, and its answer is the same.
/// </summary>
internal sealed class SignerCalls(
    Admission admission, SignerReferences signers, SignerIdentity identity, TimeProvider time, ILogger<SignerCalls> log)
{
    private readonly RetryingCaller _calls = new(time, log);
    private readonly MinimumResponseTime _floor = new(admission.MinimumResponseTime, time);

    /// <summary>
    /// What became of the signature. Never throws: what goes wrong here is an outcome. Not cancelled when the client hangs up: what was
    /// sent may be stored already, and a retry finds it. Never ends sooner than <see cref="AdmissionOptions.MinimumResponseTime"/>.
    /// </summary>
    public async Task<SignAnswer> SignAsync(ValidatedSignature signed)
    {
        if (!admission.TryEnter()) return new(SignOutcome.Overloaded);
        var floor = _floor.Begin();
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
            admission.Leave();
            await floor;
        }
    }
}
