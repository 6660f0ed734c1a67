using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Rehearsal.Target;

/// <summary>A temporary PostgreSQL server, set up as the tests do it. It runs as long as the rehearsal and can be restarted.</summary>
internal sealed class TemporaryPostgres : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60), EndsWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(100);

    private readonly int _port = FreePort.Next();
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly DirectoryInfo _folder;
    private ChildProcess _server;
    private string[] _command = [];

    private TemporaryPostgres(DirectoryInfo folder, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> options)
    {
        (_folder, _environment) = (folder, environment);
        var recipe = Path.Combine(AppContext.BaseDirectory, "throwaway-postgres");
        _server = StartProcess("bash", [recipe, folder.FullName, _port.ToString(CultureInfo.InvariantCulture), .. options]);
    }

    /// <summary>For the database "postgres", which every server has.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres";

    public int ProcessId => _server.Id;

    /// <param name="environment">Further environment variables of the server.</param>
    /// <param name="options">Further options of its command line, such as -c and a setting.</param>
    /// <param name="cancel">Ends the start.</param>
    /// <exception cref="UsageException">PostgreSQL is not installed, or does not start.</exception>
    public static async Task<TemporaryPostgres> StartAsync(
        IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> options, CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows())
            throw new UsageException("--postgres auto needs a Linux system: name a server with its connection string.");
        var folder = Directory.CreateTempSubdirectory("rehearsal-postgres-");
        // The server's own user must reach its folder inside.
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_001_001);
        var server = new TemporaryPostgres(folder, environment, options);
        try
        {
            await server.WaitReadyAsync(cancel);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Crashes the server and starts it again on the same data, which it recovers from its log.</summary>
    public async Task RestartAsync(CancellationToken cancel)
    {
        await CrashAsync(cancel);
        await StartAgainAsync(cancel);
    }

    /// <summary>Ends the server as in a crash.</summary>
    public async Task CrashAsync(CancellationToken cancel)
    {
        // The command line of the running server. As root, the script that started it changed the user first.
        _command = (await File.ReadAllTextAsync($"/proc/{_server.Id}/cmdline", cancel)).TrimEnd('\0').Split('\0');
        await _server.QuitAsync(EndsWithin);
        _server.Dispose();
    }

    /// <summary>Starts the server again after <see cref="CrashAsync"/>.</summary>
    public async Task StartAgainAsync(CancellationToken cancel)
    {
        string[] asUser = Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : ["env"];
        _server = StartProcess(asUser[0], [.. asUser[1..], .. _command]);
        await WaitReadyAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.QuitAsync(EndsWithin);
        _server.Dispose();
        TemporaryFolder.Remove(_folder);
    }

    private ChildProcess StartProcess(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.FullName };
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        return new ChildProcess(start);
    }

    private async Task WaitReadyAsync(CancellationToken cancel)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await AcceptsAsync(cancel))
        {
            if (_server.HasExited) throw new UsageException($"PostgreSQL ended with {_server.ExitCode}:\n{_server.RecentOutput}");
            if (Stopwatch.GetElapsedTime(since) > ReadyWithin)
                throw new UsageException($"PostgreSQL was not ready within {ReadyWithin.TotalSeconds:0}s:\n{_server.RecentOutput}");
            await Task.Delay(AskEvery, cancel);
        }
    }

    private async Task<bool> AcceptsAsync(CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
            await connection.OpenAsync(cancel);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
