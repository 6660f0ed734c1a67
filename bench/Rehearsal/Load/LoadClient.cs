using System.Diagnostics;
using System.Net.Sockets;
using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Load;

/// <summary>Sends requests to the program and records their outcomes. It does not throw: a failure is an outcome.</summary>
internal sealed class LoadClient(
    ConnectionPool connections, IReadOnlyList<SigningRequestTemplate> petitions, IdempotencyKeys keys, Journal journal, LoadMeter meter)
{
    private int _inFlight;

    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Called with the petition when a signer is acknowledged for the first time.</summary>
    public Action<int> OnNewlyAcknowledged { get; init; } = _ => { };

    /// <summary>Called with the operation when its reply was dropped on purpose.</summary>
    public Action<int> OnDropped { get; init; } = _ => { };

    /// <param name="index">The operation in the journal.</param>
    /// <param name="intended">Its scheduled time in microseconds since the start; latency counts from then.</param>
    /// <param name="dropReply">Close the connection after sending, as a phone does that loses its network.</param>
    /// <param name="isRetry">
    /// The operation was sent before. Only an acknowledgement changes its outcome then: the first attempt may have been stored.
    /// </param>
    /// <returns>The outcome of this attempt.</returns>
    public async Task<Outcome> SignAsync(int index, long intended, bool dropReply = false, bool isRetry = false)
    {
        Interlocked.Increment(ref _inFlight);
        var outcome = await TrySignAsync(index, intended, dropReply);
        if (outcome != Outcome.Acknowledged)
        {
            meter.Record(outcome);
            if (!isRetry) journal[index].Outcome = outcome;
        }
        if (dropReply && outcome == Outcome.Unknown) OnDropped(index);
        Interlocked.Decrement(ref _inFlight);
        return outcome;
    }

    /// <summary>Sends a GET request and discards the body.</summary>
    public async Task ReadAsync(byte[] request)
    {
        if (connections.Rent() is not { } connection)
        {
            meter.EndRead(isGood: false);
            return;
        }
        Interlocked.Increment(ref _inFlight);
        try
        {
            if (!connection.IsOpen) await connection.OpenAsync();
            request.CopyTo(connection.Buffer.AsSpan());
            await connection.SendAsync(request.Length);
            meter.EndRead(await connection.ReceiveAsync() == 200);
            connections.Return(connection);
        }
        catch (Exception e) when (IsNetworkError(e))
        {
            connections.Discard(connection);
            meter.EndRead(isGood: false);
        }
        Interlocked.Decrement(ref _inFlight);
    }

    private async Task<Outcome> TrySignAsync(int index, long intended, bool dropReply)
    {
        if (connections.Rent() is not { } connection) return Outcome.Unsent;
        var isSent = false;
        try
        {
            if (!connection.IsOpen) await connection.OpenAsync();
            isSent = true;
            await connection.SendAsync(Write(connection, index));
            if (dropReply)
            {
                connections.Discard(connection);
                return Outcome.Unknown;
            }
            var outcome = Read(await connection.ReceiveAsync(), connection, index, intended);
            connections.Return(connection);
            return outcome;
        }
        catch (Exception e) when (IsNetworkError(e))
        {
            connections.Discard(connection);
            return isSent ? Outcome.Unknown : Outcome.Unreachable;
        }
    }

    // Separate because an async method cannot hold a reference into the journal.
    private int Write(HttpConnection connection, int index)
    {
        ref var operation = ref journal[index];
        return petitions[operation.Petition].Write(connection.Buffer, operation.Signer, keys.Of(index));
    }

    private Outcome Read(int status, HttpConnection connection, int index, long intended)
    {
        var body = connection.Body;
        if (status is 201 or 202)
        {
            if (!Receipt.TryRow(body, out var row)) return Outcome.Failed;
            var answered = meter.MicrosecondsAt(Stopwatch.GetTimestamp());
            var petition = journal[index].Petition;
            if (journal.Acknowledge(index, row, answered)) OnNewlyAcknowledged(petition);
            meter.Acknowledge(intended, answered);
            return Outcome.Acknowledged;
        }
        return status switch
        {
            429 => Outcome.Refused,
            // The product has a problem type for an unknown outcome; any other 503 is a refusal.
            503 => body.IndexOf("problem:unconfirmed"u8) >= 0 ? Outcome.Unknown : Outcome.Refused,
            >= 500 => Outcome.Unknown,
            _ => Outcome.Failed,
        };
    }

    // Also when the timeout or the program closed the connection.
    private static bool IsNetworkError(Exception e) =>
        e is IOException or SocketException or ObjectDisposedException or System.Security.Authentication.AuthenticationException;
}
