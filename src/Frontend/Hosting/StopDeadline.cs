namespace Petitions.Frontend.Hosting;

/// <summary>
/// Ends the process when its stop takes longer than it may, whatever waits: a database or a cluster that is away must not keep a service
/// manager waiting. Nothing acknowledged is lost, since that is stored; whoever waits for an answer sends the same again.
/// </summary>
public static class StopDeadline
{
    /// <summary>Time for the stop after the drain, in all: that of the host, and a second for what does not obey it.</summary>
    public static readonly TimeSpan After = Draining.StopWithin + TimeSpan.FromSeconds(0.75);

    /// <summary>Watches the stop of a program. For its Main only: the whole process ends, with exit code 0.</summary>
    public static void EnforceStopDeadline(this WebApplication app, TextWriter errors)
    {
        var draining = app.Services.GetRequiredService<Draining>();
        var drainFor = app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<HttpConnectionOptions>>().Value.DrainFor;
        app.Lifetime.ApplicationStopping.Register(() =>
            // A thread of its own, in case none of the pool is free.
            new Thread(() => EndAfter(draining.Ended, drainFor, errors)) { IsBackground = true, Name = "stop deadline" }.Start());
    }

    private static void EndAfter(Task drained, TimeSpan drainFor, TextWriter errors)
    {
        // The drain can be cut short. A second more, in case it does not end by itself.
        drained.Wait(drainFor + TimeSpan.FromSeconds(1));
        CancellationToken.None.WaitHandle.WaitOne(After);
        errors.WriteLine(
            $"petition: the stop took longer than {After.TotalSeconds:0} s, so the process ends now; nothing acknowledged is lost.");
        Environment.Exit(0);
    }
}
