using System.Diagnostics;

namespace Petitions.Tests.Support;

/// <summary>
/// A closed-loop load: each client has one request in flight. 80 % of the requests are by new people. 20 % repeat recent or concurrent
/// requests, half of them with the same operation id.
/// </summary>
internal sealed class SigningLoad(SigningHistory history, int seed)
{
    /// <summary>Number of requests in flight.</summary>
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

    /// <summary>Runs until <see cref="Stop"/>; the numbering of signers continues over several runs.</summary>
    public Task RunAsync(SigningClient client, int round) => RunAsync([client], round);

    /// <summary>Distributes the clients over several front ends.</summary>
    public Task RunAsync(IReadOnlyList<SigningClient> fronts, int round)
    {
        _stopping = false;
        Volatile.Write(ref _acknowledgedAt, 0);
        return Task.WhenAll(Enumerable.Range(0, Clients)
            .Select(number => Task.Run(() => SignOnAsync(fronts[number % fronts.Count], new Random(seed + round * Clients + number)))));
    }

    /// <summary>Stops each client after its current request.</summary>
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
            // A pause after a refusal, so that the client does not take CPU time from the program.
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
