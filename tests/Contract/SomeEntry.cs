using System.Security.Cryptography;
using Petitions.Grains.Ledger;

namespace Petitions.Tests.Contract;

/// <summary>Entries that are any entry: set only what a test is about.</summary>
internal static class SomeEntry
{
    public static Guid Key() => new(RandomNumberGenerator.GetBytes(16));

    public static LedgerEntry Of(int petition, Guid? person = null, Guid? operation = null, LedgerWork work = LedgerWork.Sign) => new()
    {
        Work = work,
        Petition = petition,
        RowKey = person ?? Key(),
        Operation = operation ?? Key(),
        SignedAt = new DateTimeOffset(2026, 3, 20, 19, 20, 0, TimeSpan.Zero),
        DocumentVersion = 1,
        ConsentRecord = 1,
        Ciphertext = RandomNumberGenerator.GetBytes(157),
    };
}
