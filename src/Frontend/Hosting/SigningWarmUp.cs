using System.Security.Cryptography;
using Petitions.Frontend.Signing;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// Has an actor decide about a signature with a consent that does not exist: it is refused after the look-up in the ledger, and nothing is
/// stored. Each call is another made-up person under <c>.invalid</c> (RFC 2606). Past <see cref="Admission"/>: what cold code takes is no
/// measure of what this process can do.
/// </summary>
internal sealed class SigningWarmUp(
    SignerReferences signers, SignerIdentity identity, IPetitionCatalogue catalogue, TimeProvider time, ILogger<SigningWarmUp> log)
    : IWarmUpStep
{
    private readonly RetryingCaller _calls = new(time, log);

    public Task RunAsync(CancellationToken cancel)
    {
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        if (catalogue.Listed is not [var petition, ..] || !EmailAddress.TryParse($"{name}@warm-up.invalid", out var email))
            return Task.CompletedTask;
        var signature = new Signature
        {
            Petition = petition.Id,
            IdempotencyKey = new Guid(RandomNumberGenerator.GetBytes(16)),
            GivenName = "Warm",
            FamilyName = "Up",
            Email = email.Canonical,
            Locale = "en",
            Consents = [new GivenConsent("warm-up", "0")],
        };
        return _calls.CallAsync((signers.Of(identity.KeyOf(email)), signature), static call => call.Item1.Sign(call.Item2));
    }
}
