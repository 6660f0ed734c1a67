using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace Petitions.Tests.Support;

/// <summary>A running program of the product: a real child process, reached over HTTP, killed for good when it is disposed.</summary>
internal sealed class PetitionProcess : IAsyncDisposable
{
    private const int SigTerm = 15;

    // Generous, because a machine that builds something else at the same time must not fail a test; the figures are reported.
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(30), EndsWithin = TimeSpan.FromSeconds(30);

    // What a developer's shell has set must not reach the program.
    private static readonly string[] ForeignPrefixes = ["ASPNETCORE_", "Petition__", "ConnectionStrings__", "DOTNET_ENVIRONMENT", "TESTINGPLATFORM_"];

    private readonly Process _process;
    private readonly OutputRing _output = new(), _errors = new();
    private readonly long _startedAt = Stopwatch.GetTimestamp();

    private PetitionProcess(PetitionSettings settings)
    {
        Settings = settings;
        // Not the program's own folder: what it needs must not depend on where it is started.
        var folder = Directory.Exists(settings.DataPath) ? settings.DataPath : Path.GetTempPath();
        var start = new ProcessStartInfo("dotnet", [settings.Program])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => ForeignPrefixes.Any(name.StartsWith)).ToArray()) start.Environment.Remove(name);
        foreach (var (name, value) in settings.ToEnvironment())
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => _errors.Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public PetitionSettings Settings { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>Of a process that has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>The last lines on standard output.</summary>
    public IReadOnlyList<string> OutputLines => _output.Lines;

    /// <summary>The last lines on standard error.</summary>
    public IReadOnlyList<string> ErrorLines => _errors.Lines;

    /// <summary>From the start to the first good answer of /readyz.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public static PetitionProcess Start(PetitionSettings settings) => new(settings);

    public static async Task<PetitionProcess> StartReadyAsync(PetitionSettings settings)
    {
        var process = Start(settings);
        try
        {
            await process.WaitReadyAsync();
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public async Task WaitReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Settings.PublicBaseUrl, Timeout = TimeSpan.FromSeconds(5) };
        var ready = await Waiting.UntilAsync(ReadyWithin, async () => HasExited || await IsReadyAsync(http));
        ReadyAfter = Stopwatch.GetElapsedTime(_startedAt);
        if (HasExited) await _process.WaitForExitAsync();
        Assert.True(ready && !HasExited, HasExited ? $"The program ended with {ExitCode}:\n{Transcript}" : $"The program was not ready in time:\n{Transcript}");
    }

    /// <summary>True when it ended by itself within the time; both its streams are read to their end then.</summary>
    public async Task<bool> WaitExitAsync(TimeSpan within)
    {
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

    /// <summary>kill -9: no handler runs, nothing is flushed.</summary>
    public async Task KillHardAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as service managers and container runtimes send it; returns how long the program took to end.</summary>
    public async Task<TimeSpan> StopAsync()
    {
        var since = Stopwatch.GetTimestamp();
        Assert.Equal(0, SendSignal(_process.Id, SigTerm));
        Assert.True(await WaitExitAsync(EndsWithin), $"The program did not end after SIGTERM:\n{Transcript}");
        return Stopwatch.GetElapsedTime(since);
    }

    /// <summary>What it said, for the message of a failed test.</summary>
    public string Transcript => $"--- standard output\n{_output}\n--- standard error\n{_errors}";

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillHardAsync();
        _process.Dispose();
    }

    private static async ValueTask<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
