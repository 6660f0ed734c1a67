namespace Petitions.Bench.Rehearsal.Measuring;

/// <summary>The outcome of an operation, as far as the client knows.</summary>
internal enum Outcome : byte
{
    /// <summary>No answer, or one that says that the outcome is unknown. It may be stored or not.</summary>
    Unknown,

    /// <summary>201 or 202 with a receipt.</summary>
    Acknowledged,

    /// <summary>429 or 503: not stored, the client shall retry.</summary>
    Refused,

    /// <summary>The connection was refused, and nothing was sent.</summary>
    Unreachable,

    /// <summary>An answer that a correct request must not get.</summary>
    Failed,

    /// <summary>The generator had no free connection.</summary>
    Unsent,
}
