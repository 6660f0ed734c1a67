namespace Petitions.Silo.Clustering;

/// <summary>
/// Ends a silo that must not go on: the others have declared it dead, because it stood still or could not be reached, and other silos do
/// its work; or the runtime is broken. It ends like after a kill: who waits for an answer calls again, and what it committed the database
/// has judged like everybody's commits. A service manager starts a fresh one.
/// </summary>
internal sealed partial class FatalErrorHandler(IServiceProvider services, ILogger<FatalErrorHandler> log) : IFatalErrorHandler
{
    /// <summary>Exit code of such an end; any but 0 makes a service manager start the program again.</summary>
    public const int ExitCode = 3;

    private int _isEnding;

    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        if (Interlocked.Exchange(ref _isEnding, 1) != 0) return;
        if (IsDeclaredDead(context)) LogDeclaredDead();
        else LogBroken(sender?.GetType().Name ?? "unknown", context ?? "", exception);
        // Not on the caller's thread, which the end may have to wait for.
        new Thread(End) { IsBackground = true, Name = nameof(FatalErrorHandler) }.Start();
    }

    // The membership service needs this handler, so it is asked for late; and it may call before it shows what it has read.
    private bool IsDeclaredDead(string? context) =>
        context?.Contains("told I am dead", StringComparison.Ordinal) == true
        || services.GetRequiredService<IClusterMembershipService>().CurrentSnapshot
            .GetSiloStatus(services.GetRequiredService<ILocalSiloDetails>().SiloAddress) == SiloStatus.Dead;

    private void End()
    {
        // The console writes in the background; its end writes what is left.
        foreach (var logs in services.GetServices<ILoggerProvider>()) logs.Dispose();
        Environment.Exit(ExitCode);
    }

    [LoggerMessage(LogLevel.Critical, "The other silos have declared this one dead, because it stood still or could not be reached. It"
        + " ends now; start it again. Nothing that was acknowledged is lost.")]
    private partial void LogDeclaredDead();

    [LoggerMessage(LogLevel.Critical, "The cluster runtime of this silo is broken ({Sender}: {Context}). It ends now; start it again.")]
    private partial void LogBroken(string sender, string context, Exception? exception);
}
