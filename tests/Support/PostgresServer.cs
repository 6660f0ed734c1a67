using System.Diagnostics;
using Npgsql;
using Petitions.Tests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Petitions.Tests.Support;

/// <summary>
/// The PostgreSQL server of a test run, with a new database per request: the server that <c>tests/run</c> started, or one started on first
/// use when tests run without that script.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _oneStarter = new(1);
    private string? _maintenance = Environment.GetEnvironmentVariable("PETITION_TEST_POSTGRES");
    private ScratchFolder? _folder;
    private Process? _server;
    private int _databases;

    /// <summary>An empty database that is dropped when disposed. Skips the test when PostgreSQL is not installed.</summary>
    public async Task<PostgresDatabase> NewDatabaseAsync()
    {
        var maintenance = await EnsureServerAsync();
        var name = $"petition_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await RunAsync(maintenance, $"CREATE DATABASE {name} TEMPLATE template0");
        return new PostgresDatabase(name,
            new NpgsqlConnectionStringBuilder(maintenance) { Database = name, Pooling = true }.ConnectionString, maintenance);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            _server.Kill();
            await _server.WaitForExitAsync();
        }
        _server?.Dispose();
        _folder?.Dispose();
    }

    internal static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> EnsureServerAsync()
    {
        await _oneStarter.WaitAsync();
        try
        {
            return _maintenance ??= await StartAsync();
        }
        finally
        {
            _oneStarter.Release();
        }
    }

    private async Task<string> StartAsync()
    {
        if (!Directory.Exists("/usr/lib/postgresql"))
            Assert.Skip("There is no PostgreSQL here: run tests/run, or apt-get install postgresql.");

        _folder = new ScratchFolder();
        var port = FreePort.Next();
        var recipe = Path.Combine(AppContext.BaseDirectory, "Support", "throwaway-postgres");
        var log = new OutputRing();
        _server = new Process
        {
            StartInfo = new ProcessStartInfo("bash",
                [recipe, _folder.Path, port.ToString(System.Globalization.CultureInfo.InvariantCulture)])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        _server.OutputDataReceived += (_, line) => log.Add(line.Data);
        _server.ErrorDataReceived += (_, line) => log.Add(line.Data);
        _server.Start();
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();

        var maintenance = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Pooling=false";
        var ready = await Waiting.UntilAsync(ReadyWithin, async () => _server.HasExited || await AcceptsAsync(maintenance));
        Assert.True(ready && !_server.HasExited, $"PostgreSQL did not start:\n{log}");
        return maintenance;
    }

    private static async ValueTask<bool> AcceptsAsync(string maintenance)
    {
        try
        {
            await RunAsync(maintenance, "SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}

/// <summary>A database of one test.</summary>
public sealed class PostgresDatabase(string name, string connectionString, string maintenance) : IAsyncDisposable
{
    public string ConnectionString { get; } = connectionString;

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString)) NpgsqlConnection.ClearPool(connection);
        await PostgresServer.RunAsync(maintenance, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }
}
