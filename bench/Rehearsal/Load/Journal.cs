using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Load;

/// <summary>
/// All operations and their outcomes, in the order of sending; the audit compares the database with it. The generator appends an entry, and
/// the client that sends the operation updates it.
/// </summary>
internal sealed class Journal
{
    /// <summary>2 GB of operations.</summary>
    public const int OperationsMax = 50_000_000;

    private const int ChunkBits = 14, ChunkSize = 1 << ChunkBits;

    private readonly Operation[]?[] _chunks = new Operation[OperationsMax / ChunkSize + 1][];
    private readonly SignerFlags _acknowledged = new();
    private int _count;

    /// <summary>Operations so far.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Signers so far, numbered from 0.</summary>
    public int Signers { get; private set; }

    public ref Operation this[int index] => ref _chunks[index >> ChunkBits]![index & (ChunkSize - 1)];

    /// <summary>Called by the generator only.</summary>
    public int Append(int signer, int petition, long sentMicroseconds)
    {
        var index = _count;
        ref var chunk = ref _chunks[index >> ChunkBits];
        chunk ??= new Operation[ChunkSize];
        chunk[index & (ChunkSize - 1)] = new Operation
        {
            Signer = signer, Petition = (ushort)petition, SentMicroseconds = sentMicroseconds,
        };
        if (signer >= Signers) Signers = signer + 1;
        Volatile.Write(ref _count, index + 1);
        return index;
    }

    /// <summary>Records an acknowledgement; true when it is the first of this signer.</summary>
    public bool Acknowledge(int index, Guid row, long microseconds)
    {
        ref var operation = ref this[index];
        if (operation.Row == Guid.Empty) (operation.Row, operation.AcknowledgedMicroseconds) = (row, microseconds);
        else if (operation.Row != row) operation.ReceiptChanged = true;
        operation.Outcome = Outcome.Acknowledged;
        return _acknowledged.Set(operation.Signer);
    }

    public int CountOf(Outcome outcome)
    {
        var found = 0;
        for (var i = 0; i < Count; i++)
            if (this[i].Outcome == outcome) found++;
        return found;
    }

    // One flag per signer; only the first call sets it.
    private sealed class SignerFlags
    {
        private readonly int[]?[] _flags = new int[OperationsMax / ChunkSize + 1][];

        public bool Set(int signer)
        {
            ref var chunk = ref _flags[signer >> ChunkBits];
            if (chunk is null) Interlocked.CompareExchange(ref chunk, new int[ChunkSize], null);
            return Interlocked.Exchange(ref chunk[signer & (ChunkSize - 1)], 1) == 0;
        }
    }
}
