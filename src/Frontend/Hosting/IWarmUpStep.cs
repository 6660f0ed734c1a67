namespace Petitions.Frontend.Hosting;

/// <summary>One part of what a signature does, run by <see cref="WarmUp"/> before the process is ready.</summary>
public interface IWarmUpStep
{
    /// <summary>Does it once and stores nothing. May fail: the next round tries again, and readiness does not depend on it.</summary>
    Task RunAsync(CancellationToken cancel);
}
