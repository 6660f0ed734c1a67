using System.Diagnostics;

namespace Petitions.Tests.Support;

/// <summary>How an attempt ended, as far as its client can know.</summary>
internal enum SigningOutcome
{
    /// <summary>No answer: the reply was lost, or the call still runs. It may be stored or not.</summary>
    Unknown,

    /// <summary>201 or 202 with a receipt, read to its end.</summary>
    Acknowledged,

    /// <summary>429 or 503: the client shall come again.</summary>
    Refused,

    /// <summary>The connection was refused: the program is not there.</summary>
    NotSent,

    /// <summary>An answer that this request must not get.</summary>
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
/// Everything that the clients of a test did and saw: what the audit compares the database with. Safe for all clients at once.
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

    /// <summary>Retries that got another receipt than the first answer of the same operation: promise 4 broken.</summary>
    public int ChangedReceipts { get; private set; }

    public IReadOnlyList<SigningAttempt> Attempts
    {
        get
        {
            lock (_attempts) return [.. _attempts];
        }
    }

    /// <summary>Every operation with its signer and its receipt, null while nobody was told one.</summary>
    public IReadOnlyList<SigningOperation> Operations
    {
        get
        {
            lock (_attempts)
            {
                return [.. _attempts.DistinctBy(attempt => attempt.Operation)
                    .Select(attempt => new SigningOperation(attempt.Signer, attempt.Operation, _receipts.GetValueOrDefault(attempt.Operation)))];
            }
        }
    }

    public int CountOf(SigningOutcome outcome)
    {
        lock (_attempts) return _attempts.Count(attempt => attempt.Answer.Outcome == outcome);
    }
}

/// <summary>An operation id, whose it is, and the receipt it was answered with.</summary>
internal sealed record SigningOperation(int Signer, Guid Operation, string? Receipt);
