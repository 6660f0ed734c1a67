using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Petitions.Frontend.Admin;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// A process that is told to stop first says so (<c>/readyz</c> is 503, HTTP/1.1 responses carry <c>Connection: close</c>) and serves on
/// for <see cref="HttpConnectionOptions.DrainFor"/>, so that a balancer takes it out of its list before the listener is closed: no client
/// is refused, and no kept connection is cut with a request on it. Ctrl-C ends the wait, and a process without public ports does not wait.
/// </summary>
internal sealed partial class Draining(
    IOptions<HttpConnectionOptions> options, AdminPorts adminPorts, IServer server, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<Draining> log) : IHostedLifecycleService, IReadiness, IDisposable
{
    /// <summary>After the drain the rest of the stop may take this long; what is not finished then was not acknowledged.</summary>
    public static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(4);

    private readonly CancellationTokenSource _interrupted = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PosixSignalRegistration? _interrupt;

    /// <inheritdoc/>
    public string? Missing => IsDraining ? "This process is stopping." : null;

    /// <summary>Completes when the drain is over, or was not needed: the rest of the stop begins.</summary>
    public Task Ended => _ended.Task;

    /// <summary>The process was told to stop.</summary>
    public bool IsDraining => lifetime.ApplicationStopping.IsCancellationRequested;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // Whoever waits at a terminal has no balancer. The signal stops the host elsewhere; here it only ends the wait.
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => _interrupted.Cancel());
        return Task.CompletedTask;
    }

    /// <summary>Waits, before anything is stopped.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await DrainAsync(cancellationToken);
        _ended.TrySetResult();
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        var drainFor = options.Value.DrainFor;
        if (drainFor == TimeSpan.Zero || !lifetime.ApplicationStarted.IsCancellationRequested || !ServesPublic) return;
        LogDraining(drainFor.TotalSeconds);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_interrupted.Token, cancellationToken);
        await Task.Delay(drainFor, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private bool ServesPublic => server.Features.Get<IServerAddressesFeature>()?.Addresses
        .Any(address => !adminPorts.Ports.Contains(BindingAddress.Parse(address).Port)) ?? false;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _interrupt?.Dispose();
        _interrupted.Dispose();
    }

    [LoggerMessage(LogLevel.Information,
        "Stopping: not ready any more, serving for another {Seconds} s (Petition__Http__DrainFor); Ctrl-C ends that.")]
    private partial void LogDraining(double seconds);
}
