using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;
using Petitions.Silo.Storage;
using Petitions.Tests.Support;

namespace Petitions.Tests.Silo.Mail;

/// <summary>A sample claimed mail; a test sets only what it is about.</summary>
internal static class SampleMail
{
    public static ClaimedMail Of(MailPurpose purpose, SignatureState state = SignatureState.Pending, byte[]? ciphertext = null)
    {
        var operation = SampleEntry.Key();
        return new()
        {
            Petition = 7,
            RowKey = SampleEntry.Key(),
            Purpose = purpose,
            Operation = operation,
            Lease = new DateTimeOffset(2026, 3, 20, 19, 25, 0, TimeSpan.Zero),
            Sent = 0,
            Failures = 0,
            Signature = new(state, operation, ciphertext),
        };
    }
}
