using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Petitions.Bench.Rehearsal.Target;

/// <summary>A process that the rehearsal started, and therefore may kill or pause.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int Interrupt = 2, Quit = 3, Terminate = 15, Continue = 18, Stop = 19;

    private static readonly TimeSpan QuitAgainAfter = TimeSpan.FromMilliseconds(500);

    private readonly Process _process;
    private readonly OutputTail _output = new();

    public ChildProcess(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => _output.Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>The last lines of its output.</summary>
    public string RecentOutput => _output.ToString();

    /// <summary>Resident memory in MB; null when it is not known or the process has ended.</summary>
    public double? MemoryMb
    {
        get
        {
            try
            {
                _process.Refresh();
                return _process.HasExited ? null : _process.WorkingSet64 / 1024.0 / 1024.0;
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Until it ends by itself.</summary>
    public Task WaitAsync(CancellationToken cancel) => _process.WaitForExitAsync(cancel);

    /// <summary>SIGSTOP: it stops without notice, as a virtual machine does that is migrated.</summary>
    public void Pause() => Signal(Stop);

    public void Resume() => Signal(Continue);

    /// <summary>SIGTERM, and SIGKILL when it has not ended in time.</summary>
    public Task EndAsync(TimeSpan within) => EndAsync(Terminate, within);

    /// <summary>SIGINT, the fast shutdown of PostgreSQL: sessions are closed, everything is written.</summary>
    public Task InterruptAsync(TimeSpan within) => EndAsync(Interrupt, within);

    /// <summary>SIGQUIT, the immediate shutdown of PostgreSQL: like a crash, recovered at the next start.</summary>
    public async Task QuitAsync(TimeSpan within)
    {
        // The shell that prepares a server ignores the signal, so it is sent again until the server runs.
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < within;)
            if (await EndsAsync(Quit, QuitAgainAfter)) return;
        await KillAsync();
    }

    public void Dispose() => _process.Dispose();

    private async Task EndAsync(int signal, TimeSpan within)
    {
        if (!await EndsAsync(signal, within)) await KillAsync();
    }

    private async Task<bool> EndsAsync(int signal, TimeSpan within)
    {
        if (!_process.HasExited) Signal(signal);
        using var deadline = new CancellationTokenSource(within);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Signal(int signal) => _ = Kill(_process.Id, signal);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
