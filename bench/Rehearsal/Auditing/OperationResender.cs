using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>Sends operations again with their idempotency keys until each is answered, as a client does that got no answer.</summary>
internal sealed class OperationResender(LoadClient client, Journal journal)
{
    private const int ParallelMax = 64, TriesMax = 40;

    /// <summary>Operations that got no answer within 40 attempts, or a wrong one.</summary>
    public long Unanswered { get; private set; }

    /// <summary>Sends the operations with one of these outcomes and returns how many were answered.</summary>
    public async Task<long> RunAsync(CancellationToken cancel, params Outcome[] outcomes)
    {
        var open = Enumerable.Range(0, journal.Count).Where(i => outcomes.Contains(journal[i].Outcome)).ToList();
        var (answered, unanswered) = (0L, 0L);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = ParallelMax, CancellationToken = cancel };
        await Parallel.ForEachAsync(open, limits, async (index, stop) =>
        {
            for (var tries = 1; tries <= TriesMax; tries++)
            {
                var outcome = await client.SignAsync(index, 0, isRetry: true);
                if (outcome == Outcome.Acknowledged)
                {
                    Interlocked.Increment(ref answered);
                    return;
                }
                if (outcome == Outcome.Failed) break;
                await Task.Delay(TimeSpan.FromMilliseconds(25 * tries), stop);
            }
            Interlocked.Increment(ref unanswered);
        });
        Unanswered += unanswered;
        return answered;
    }
}
