namespace Petitions.Bench.Rehearsal.Measuring;

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
