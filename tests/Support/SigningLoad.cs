using System.Diagnostics;

namespace Petitions.Tests.Support;

/// <summary>
/// Clients that sign as fast as they are answered, each with one request in flight: four new people out of five, and repeats of people
/// who signed or are signing just now, half of them with the same operation id.
/// </summary>
internal sealed class SigningLoad(SigningHistory history, int seed)
{
    /// <summary>Requests in flight while the load runs.</summary>
    public const int Clients = 96;

    private const double RepeatShare = 0.2;
    private const int RepeatAmongLast = 2_000;

    private readonly List<(int Signer, Guid Operation)> _sent = [];
    private int _nextSigner, _inFlight;
    private long _acknowledgedAt;
    private volatile bool _stopping;

    public SigningHistory History => history;

    public int InFlight => Volatile.Read(ref _inFlight);

    public TimeSpan SinceAcknowledgement =>
        Volatile.Read(ref _acknowledgedAt) is var at and not 0 ? Stopwatch.GetElapsedTime(at) : TimeSpan.MaxValue;

    /// <summary>Runs until <see cref="Stop"/>; people are numbered on over several runs.</summary>
    public Task RunAsync(SigningClient client, int round) => RunAsync([client], round);

    /// <summary>The same through several front ends: the clients are spread over them.</summary>
    public Task RunAsync(IReadOnlyList<SigningClient> fronts, int round)
    {
        _stopping = false;
        Volatile.Write(ref _acknowledgedAt, 0);
        return Task.WhenAll(Enumerable.Range(0, Clients).Select(number => Task.Run(() => SignOnAsync(fronts[number % fronts.Count], new Random(seed + round * Clients + number)))));
    }

    /// <summary>Each client ends after the request that it waits for.</summary>
    public void Stop() => _stopping = true;

    private async Task SignOnAsync(SigningClient client, Random random)
    {
        while (!_stopping)
        {
            var (signer, operation) = Next(random);
            var attempt = history.Begin(signer, operation);
            Interlocked.Increment(ref _inFlight);
            var answer = await client.SignAsync(signer, operation);
            Interlocked.Decrement(ref _inFlight);
            history.End(attempt, answer);

            if (answer.Outcome == SigningOutcome.Acknowledged) Volatile.Write(ref _acknowledgedAt, Stopwatch.GetTimestamp());
            // A refused client comes again as a new one; without a pause it would take the processor from the program.
            else if (!_stopping) await Task.Delay(TimeSpan.FromMilliseconds(random.Next(5, 20)));
        }
    }

    private (int Signer, Guid Operation) Next(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        var operation = new Guid(bytes);
        lock (_sent)
        {
            if (_sent.Count > 0 && random.NextDouble() < RepeatShare)
            {
                var known = _sent[random.Next(Math.Max(0, _sent.Count - RepeatAmongLast), _sent.Count)];
                if (random.Next(2) == 0) return known;
                _sent.Add((known.Signer, operation));
                return (known.Signer, operation);
            }
            var signer = ++_nextSigner;
            _sent.Add((signer, operation));
            return (signer, operation);
        }
    }
}
