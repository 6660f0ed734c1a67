using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;
using Petitions.Silo.Storage;
using Petitions.Tests.Contract;

namespace Petitions.Tests.Silo.Mail;

/// <summary>A claimed mail that is any mail: set only what a test is about.</summary>
internal static class SomeMail
{
    public static ClaimedMail Of(MailPurpose purpose, SignatureState state = SignatureState.Pending, byte[]? ciphertext = null)
    {
        var operation = SomeEntry.Key();
        return new()
        {
            Petition = 7,
            RowKey = SomeEntry.Key(),
            Purpose = purpose,
            Operation = operation,
            Lease = new DateTimeOffset(2026, 3, 20, 19, 25, 0, TimeSpan.Zero),
            Sent = 0,
            Failures = 0,
            Signature = new(state, operation, ciphertext),
        };
    }
}
