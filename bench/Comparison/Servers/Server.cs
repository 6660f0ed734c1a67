using System.Diagnostics;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Comparison.Servers;

/// <summary>Starts the processes of a server. Each is handed over as soon as it runs, so that none outlives a start that fails.</summary>
internal delegate Task Launch(IReadOnlyDictionary<string, string> settings, Action<ChildProcess> started, CancellationToken cancel);

/// <summary>A server under measurement: one process, or several that answer as one.</summary>
internal sealed class Server(ServerPlan plan, Uri address, ServerDatabase? database, Launch launch)
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(5), SettlesWithin = TimeSpan.FromMilliseconds(500);

    private readonly List<ChildProcess> _processes = [];
    private readonly Dictionary<string, string> _settings = new(plan.Settings);
    private long _startedAt;

    public ServerPlan Plan => plan;

    public string Name => plan.Name;

    /// <summary>Where people sign.</summary>
    public Uri Address => address;

    /// <summary>Null for the one that stores nothing.</summary>
    public ServerDatabase? Database => database;

    /// <summary>The last lines that it wrote.</summary>
    public string RecentOutput => string.Join('\n', _processes.Select(process => process.RecentOutput));

    /// <summary>User and system time so far.</summary>
    public long CpuMicroseconds => ProcessUsage.CpuMicroseconds(_processes.Select(process => process.Id));

    public long PeakMemoryMb => ProcessUsage.PeakMemoryMb(_processes.Select(process => process.Id));

    /// <summary>From the start until it was ready, which is looked at every 100 ms; null before <see cref="WaitReadyAsync"/>.</summary>
    public long? ReadyMilliseconds { get; private set; }

    /// <summary>Changes an environment variable; it takes effect at the next start.</summary>
    public void Set(string name, string value) => _settings[name] = value;

    /// <summary>For the first time, or after <see cref="StopAsync"/> on the same data.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        _startedAt = Stopwatch.GetTimestamp();
        await launch(_settings, _processes.Add, cancel);
    }

    /// <exception cref="MeasurementException">It ended, or is not ready within 60 s.</exception>
    public async Task WaitReadyAsync(CancellationToken cancel)
    {
        try
        {
            await Readiness.WaitAsync(address, _processes, cancel);
        }
        catch (UsageException e)
        {
            throw new MeasurementException($"{Name} does not start: {e.Message}");
        }
        ReadyMilliseconds = (long)Stopwatch.GetElapsedTime(_startedAt).TotalMilliseconds;
    }

    /// <summary>A server that is not measured stands still and takes no time from the others. A cluster goes on.</summary>
    public void Pause()
    {
        // Its silos would take one another for dead.
        if (plan.IsCluster) return;
        foreach (var process in _processes) process.Pause();
    }

    public async Task ResumeAsync(CancellationToken cancel)
    {
        foreach (var process in _processes) process.Resume();
        await Task.Delay(SettlesWithin, cancel);
    }

    /// <summary>As an operator would stop it; it may be started again.</summary>
    public async Task StopAsync()
    {
        foreach (var process in _processes)
        {
            process.Resume();
            await process.EndAsync(EndsWithin);
            process.Dispose();
        }
        _processes.Clear();
    }

    /// <summary>At once: nothing of it is needed any more.</summary>
    public async Task KillAsync()
    {
        foreach (var process in _processes)
        {
            await process.KillAsync();
            process.Dispose();
        }
        _processes.Clear();
    }

    public void ForgetPeakMemory() => ProcessUsage.ForgetPeakMemory(_processes.Select(process => process.Id));
}
