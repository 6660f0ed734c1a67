using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Load;

/// <summary>One attempt to sign, 40 bytes: millions of them are remembered until the audit.</summary>
internal struct Operation
{
    public int Signer;
    public ushort Petition;
    public Outcome Outcome;

    /// <summary>A later answer had another receipt than the first.</summary>
    public bool ReceiptChanged;

    /// <summary>When it was first sent and when it was first acknowledged, in microseconds since the start of the load.</summary>
    public long SentMicroseconds, AcknowledgedMicroseconds;

    /// <summary>The operation column of the row that this operation would make: the first 16 bytes of its receipt. Empty until known.</summary>
    public Guid Row;
}
