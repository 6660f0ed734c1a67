using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;

namespace Petitions.Grains.Signing;

/// <summary>What every signer of a silo shares, so that an activation resolves one thing and not six.</summary>
internal sealed record SignerServices(
    IPetitionCatalogue Catalogue,
    IPetitionKeyring Keyring,
    ISignatureLedger Ledger,
    ISignatureRows Rows,
    SignerActivationCache Activations,
    ConfirmationOptions Confirmation,
    TimeProvider Time);
