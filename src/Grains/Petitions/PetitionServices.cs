using Petitions.Grains.Counting;
using Petitions.Grains.Documents;
using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;

namespace Petitions.Grains.Petitions;

/// <summary>What the grains of petitions use of the silo.</summary>
internal sealed record PetitionServices(
    IPetitionStore Petitions,
    IDocumentStore Documents,
    ITallyStore Tallies,
    ICountHistoryStore History,
    IKeyStore Keys,
    IPetitionKeyring Keyring,
    ISignatureRows Rows,
    IPetitionStatistics Statistics,
    CountInvalidation Invalidation);
