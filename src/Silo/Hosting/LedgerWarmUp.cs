using System.Security.Cryptography;
using Petitions.Frontend.Hosting;
using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;

namespace Petitions.Silo.Hosting;

/// <summary>
/// Encrypts personal data and commits it for a petition that does not exist: the statement of the hot path runs, finds no shard that is
/// open and stores nothing.
/// </summary>
internal sealed class LedgerWarmUp(ISignatureLedger ledger, TimeProvider time) : IWarmUpStep
{
    /// <summary>Numbers of petitions begin with 1.</summary>
    private const int NoPetition = 0;

    private static readonly byte[] PersonalData = new byte[200];

    private readonly PetitionKeys _keys = new(NoPetition, RandomNumberGenerator.GetBytes(PetitionKeys.SecretBytes));

    public async Task RunAsync(CancellationToken cancel)
    {
        var rowKey = _keys.RowKey(new Guid(RandomNumberGenerator.GetBytes(16)));
        await ledger.CommitAsync(new()
        {
            Work = LedgerWork.Sign,
            Petition = NoPetition,
            RowKey = rowKey,
            Operation = _keys.ReceiptOf(rowKey, new Guid(RandomNumberGenerator.GetBytes(16))).Operation,
            SignedAt = time.GetUtcNow(),
            DocumentVersion = 1,
            ConsentRecord = 1,
            Ciphertext = _keys.Seal(rowKey, PersonalData),
        });
    }
}
