using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Load;

/// <summary>One attempt to sign. 40 bytes: millions of them are kept until the audit.</summary>
internal struct Operation
{
    public int Signer;
    public ushort Petition;
    public Outcome Outcome;

    /// <summary>A later answer had a different receipt.</summary>
    public bool ReceiptChanged;

    /// <summary>When it was first sent and first acknowledged, in microseconds since the start of the load.</summary>
    public long SentMicroseconds, AcknowledgedMicroseconds;

    /// <summary>The operation column of its row: the first 16 bytes of the receipt. Empty until there is a receipt.</summary>
    public Guid Row;
}
