using System.Diagnostics;

namespace Petitions.Tests.Support;

/// <summary>Outcome of an attempt from the client's view.</summary>
internal enum SigningOutcome
{
    /// <summary>No answer: the signature may or may not be stored.</summary>
    Unknown,

    /// <summary>201 or 202 with a complete receipt.</summary>
    Acknowledged,

    /// <summary>429 or 503: to be retried later.</summary>
    Refused,

    /// <summary>The connection was refused: the program is not running.</summary>
    NotSent,

    /// <summary>An unexpected answer.</summary>
    Unexpected,
}

/// <summary>One call of one client.</summary>
internal sealed class SigningAttempt(int signer, Guid operation)
{
    public int Signer { get; } = signer;

    public Guid Operation { get; } = operation;

    public string Email => SigningClient.EmailOf(Signer);

    public long StartedAt { get; } = Stopwatch.GetTimestamp();

    public long EndedAt { get; private set; }

    public SigningAnswer Answer { get; private set; }

    public void End(SigningAnswer answer) => (EndedAt, Answer) = (Stopwatch.GetTimestamp(), answer);
}

/// <summary>
/// All calls and answers of a test's clients, which the audit compares with the database. Thread-safe.
/// </summary>
internal sealed class SigningHistory
{
    private readonly List<SigningAttempt> _attempts = [];
    private readonly Dictionary<Guid, string> _receipts = [];

    public SigningAttempt Begin(int signer, Guid operation)
    {
        var attempt = new SigningAttempt(signer, operation);
        lock (_attempts) _attempts.Add(attempt);
        return attempt;
    }

    public void End(SigningAttempt attempt, SigningAnswer answer)
    {
        lock (_attempts)
        {
            attempt.End(answer);
            if (answer.Receipt is null) return;
            if (!_receipts.TryAdd(attempt.Operation, answer.Receipt) && _receipts[attempt.Operation] != answer.Receipt)
                ChangedReceipts++;
        }
    }

    /// <summary>Retries that got a different receipt than the first answer to the operation, which breaks promise 4.</summary>
    public int ChangedReceipts { get; private set; }

    public IReadOnlyList<SigningAttempt> Attempts
    {
        get
        {
            lock (_attempts) return [.. _attempts];
        }
    }

    /// <summary>Every operation with its signer and its receipt; the receipt is null until one was received.</summary>
    public IReadOnlyList<SigningOperation> Operations
    {
        get
        {
            lock (_attempts)
            {
                return [.. _attempts.DistinctBy(attempt => attempt.Operation)
                    .Select(attempt => new SigningOperation(attempt.Signer, attempt.Operation,
                        _receipts.GetValueOrDefault(attempt.Operation)))];
            }
        }
    }

    public int CountOf(SigningOutcome outcome)
    {
        lock (_attempts) return _attempts.Count(attempt => attempt.Answer.Outcome == outcome);
    }
}

/// <summary>An operation id with its signer and its receipt.</summary>
internal sealed record SigningOperation(int Signer, Guid Operation, string? Receipt);
