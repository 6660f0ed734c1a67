namespace Petitions.Frontend.Hosting;

/// <summary>
/// A background service that fails stops the whole process: without it the process would only seem to work. This says which one it was,
/// and the exit code makes a service manager start the program again.
/// </summary>
public static class BackgroundFailure
{
    /// <summary>The exit code of a program that has stopped: 0, or 1 after a line about the background service that failed.</summary>
    public static int ExitCodeOf(WebApplication app, TextWriter errors)
    {
        foreach (var service in app.Services.GetServices<IHostedService>().OfType<BackgroundService>())
        {
            if (service.ExecuteTask is not { IsFaulted: true, Exception.InnerException: var failure }) continue;
            errors.WriteLine($"petition: {service.GetType().Name} has failed, so the process ended; start it again. "
                + $"{failure?.GetType().Name}: {failure?.Message}".ReplaceLineEndings(" "));
            return 1;
        }
        return 0;
    }
}
