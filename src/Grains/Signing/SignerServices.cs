using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;

namespace Petitions.Grains.Signing;

/// <summary>The services of all signers of a silo, so that an activation resolves one object instead of seven.</summary>
internal sealed record SignerServices(
    IPetitionCatalogue Catalogue,
    IPetitionKeyring Keyring,
    ISignatureLedger Ledger,
    ISignatureRows Rows,
    SignerActivationCache Activations,
    ConfirmationOptions Confirmation,
    TimeProvider Time);
