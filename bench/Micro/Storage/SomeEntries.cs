using Petitions.Grains.Ledger;

namespace Petitions.Bench.Micro.Storage;

/// <summary>
/// Signatures of people who have not signed yet, the same ones for the same seed. Sealed data is as long as a real one's and random.
/// </summary>
internal sealed class SomeEntries(int seed)
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
                Petition = FilledDatabase.Petition,
                RowKey = new Guid(Bytes(16)),
                Operation = new Guid(Bytes(16)),
                SignedAt = Specimen.Now,
                DocumentVersion = FilledDatabase.MeasuredVersion,
                ConsentRecord = 1,
                Ciphertext = Bytes(Specimen.SealedBytes),
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
