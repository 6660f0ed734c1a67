namespace Petitions.Bench.Rehearsal.Load;

/// <summary>How an operation ended, as far as its client can know.</summary>
internal enum Outcome : byte
{
    /// <summary>No answer, or one that says that nobody knows. It may be stored or not.</summary>
    Unknown,

    /// <summary>201 or 202 with a receipt.</summary>
    Acknowledged,

    /// <summary>429 or 503: not stored, the client shall come again.</summary>
    Refused,

    /// <summary>The connection was refused: the program was not there, and nothing was sent.</summary>
    Unreachable,

    /// <summary>An answer that a sound request must not get.</summary>
    Failed,

    /// <summary>The generator had no connection left.</summary>
    Unsent,
}

/// <summary>One attempt to sign, 40 bytes: millions of them are remembered until the audit.</summary>
internal struct Operation
{
    public int Person;
    public ushort Petition;
    public Outcome Outcome;

    /// <summary>A later answer had another receipt than the first.</summary>
    public bool ReceiptChanged;

    /// <summary>When it was first sent and when it was first acknowledged, in microseconds since the start of the load.</summary>
    public long SentMicroseconds, AcknowledgedMicroseconds;

    /// <summary>The operation column of the row that this operation would make: the first 16 bytes of its receipt. Empty until known.</summary>
    public Guid Row;
}

/// <summary>
/// Everything that was sent and what became of it, in the order of sending: what the audit compares the database with. The generator
/// appends; whoever carries an operation writes its entry.
/// </summary>
internal sealed class Journal
{
    /// <summary>Two gigabytes of operations.</summary>
    public const int OperationsMax = 50_000_000;

    private const int ChunkBits = 14, ChunkSize = 1 << ChunkBits;

    private readonly Operation[]?[] _chunks = new Operation[OperationsMax / ChunkSize + 1][];
    private readonly PersonFlags _acknowledged = new();
    private int _count;

    /// <summary>Operations so far.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Persons so far, numbered from 0.</summary>
    public int Persons { get; private set; }

    public ref Operation this[int index] => ref _chunks[index >> ChunkBits]![index & (ChunkSize - 1)];

    /// <summary>By the generator alone.</summary>
    public int Append(int person, int petition, long sentMicroseconds)
    {
        var index = _count;
        ref var chunk = ref _chunks[index >> ChunkBits];
        chunk ??= new Operation[ChunkSize];
        chunk[index & (ChunkSize - 1)] = new Operation { Person = person, Petition = (ushort)petition, SentMicroseconds = sentMicroseconds };
        if (person >= Persons) Persons = person + 1;
        Volatile.Write(ref _count, index + 1);
        return index;
    }

    /// <summary>Records an acknowledgement; true when it is the first of this person.</summary>
    public bool Acknowledge(int index, Guid row, long microseconds)
    {
        ref var operation = ref this[index];
        if (operation.Row == Guid.Empty) (operation.Row, operation.AcknowledgedMicroseconds) = (row, microseconds);
        else if (operation.Row != row) operation.ReceiptChanged = true;
        operation.Outcome = Outcome.Acknowledged;
        return _acknowledged.Set(operation.Person);
    }

    public int CountOf(Outcome outcome)
    {
        var found = 0;
        for (var i = 0; i < Count; i++)
            if (this[i].Outcome == outcome) found++;
        return found;
    }

    // One byte for each person, set once whoever comes first.
    private sealed class PersonFlags
    {
        private readonly int[]?[] _flags = new int[OperationsMax / ChunkSize + 1][];

        public bool Set(int person)
        {
            ref var chunk = ref _flags[person >> ChunkBits];
            if (chunk is null) Interlocked.CompareExchange(ref chunk, new int[ChunkSize], null);
            return Interlocked.Exchange(ref chunk[person & (ChunkSize - 1)], 1) == 0;
        }
    }
}
