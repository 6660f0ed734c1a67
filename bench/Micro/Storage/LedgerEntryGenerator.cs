using Petitions.Grains.Ledger;

namespace Petitions.Bench.Micro.Storage;

/// <summary>
/// Generates ledger entries of new signers, the same ones for the same seed. Encrypted data is random and as long as real data.
/// </summary>
internal sealed class LedgerEntryGenerator(int seed)
{
    private readonly Random _random = new(seed);

    public List<LedgerEntry> Take(int count)
    {
        var entries = new List<LedgerEntry>(count);
        for (var i = 0; i < count; i++)
        {
            entries.Add(new LedgerEntry
            {
                Work = LedgerWork.Sign,
                Petition = SeededDatabase.Petition,
                RowKey = new Guid(Bytes(16)),
                Operation = new Guid(Bytes(16)),
                SignedAt = SampleData.Now,
                DocumentVersion = SeededDatabase.MeasuredVersion,
                ConsentRecord = 1,
                Ciphertext = Bytes(SampleData.SealedBytes),
            });
        }
        return entries;
    }

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }
}
