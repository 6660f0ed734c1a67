using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace Petitions.Tests.Support;

/// <summary>A program of the product as a child process, reached over HTTP. Disposing kills it.</summary>
internal sealed class PetitionProcess : IAsyncDisposable
{
    private const int SigTerm = 15, SigCont = 18, SigStop = 19;

    // Generous, for busy machines; the measured times are reported.
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(30), EndsWithin = TimeSpan.FromSeconds(30);

    // Variables of the developer's shell that must not reach the program.
    private static readonly string[] ForeignPrefixes =
        ["ASPNETCORE_", "Petition__", "ConnectionStrings__", "DOTNET_ENVIRONMENT", "TESTINGPLATFORM_"];

    private readonly Process _process;
    private readonly OutputRing _output = new(), _errors = new();
    private readonly SignerKeyWatch _keys = new();
    private readonly long _startedAt = Stopwatch.GetTimestamp();

    private PetitionProcess(PetitionSettings settings)
    {
        Settings = settings;
        // Not the program's own folder, because the working directory must not matter.
        var folder = Directory.Exists(settings.DataPath) ? settings.DataPath : Path.GetTempPath();
        string[] limit = settings.OpenFilesMax is { } files ? ["prlimit", $"--nofile={files}"] : [];
        string[] network = settings.NetworkNamespace is { } space ? ["ip", "netns", "exec", space] : [];
        string[] command = [.. network, .. limit, "dotnet", settings.Program];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => ForeignPrefixes.Any(name.StartsWith))
            .ToArray()) start.Environment.Remove(name);
        foreach (var (name, value) in settings.ToEnvironment())
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Add(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public PetitionSettings Settings { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>Resident memory in bytes, now.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The exit code, once the process has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>The last lines of standard output.</summary>
    public IReadOnlyList<string> OutputLines => _output.Lines;

    /// <summary>The last lines of standard error.</summary>
    public IReadOnlyList<string> ErrorLines => _errors.Lines;

    /// <summary>Time from the start to the first success of /readyz.</summary>
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
        Assert.True(ready && !HasExited, HasExited ? $"The program ended with {ExitCode}:\n{Transcript}"
            : $"The program was not ready in time:\n{Transcript}");
    }

    /// <summary>True when the process ended within the time; its output is then complete.</summary>
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

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillHardAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: the process stands still; its connections stay open, and its kernel accepts new ones.</summary>
    public void StandStill() => Assert.Equal(0, SendSignal(_process.Id, SigStop));

    /// <summary>SIGCONT: the process goes on where it stood.</summary>
    public void GoOn() => Assert.Equal(0, SendSignal(_process.Id, SigCont));

    /// <summary>SIGTERM, as sent by service managers and container runtimes; returns the time until the process ended.</summary>
    public async Task<TimeSpan> StopAsync()
    {
        var since = Stopwatch.GetTimestamp();
        Assert.Equal(0, SendSignal(_process.Id, SigTerm));
        Assert.True(await WaitExitAsync(EndsWithin), $"The program did not end after SIGTERM:\n{Transcript}");
        return Stopwatch.GetElapsedTime(since);
    }

    /// <summary>The output, for the message of a failed test.</summary>
    public string Transcript => $"--- standard output\n{_output}\n--- standard error\n{_errors}";

    /// <summary>Kills it. Fails when a line of its whole output had the form of a signer's key, in whatever test.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillHardAsync();
        _process.Dispose();
        _keys.AssertNone();
    }

    private void Add(OutputRing lines, string? line)
    {
        lines.Add(line);
        _keys.See(line);
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
