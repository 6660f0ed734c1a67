using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Micro.Storage;

/// <summary>
/// The PostgreSQL server of this run: the one of the connection string <c>PETITION_BENCH_POSTGRES</c>, or a temporary server of its own,
/// started when first needed.
/// </summary>
internal static class BenchPostgres
{
    private const string Variable = "PETITION_BENCH_POSTGRES";
    private const int SigQuit = 3;

    private static readonly TimeSpan
        ReadyWithin = TimeSpan.FromSeconds(60), AskEvery = TimeSpan.FromMilliseconds(100), EndsWithin = TimeSpan.FromSeconds(5);

    private static string? s_maintenance = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;
    private static Process? s_server;

    /// <summary>Connection string of a new empty database.</summary>
    public static async Task<string> NewDatabaseAsync(int rows)
    {
        s_maintenance ??= await StartServerAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"petition_micro_{Environment.ProcessId}_{rows}");
        await RunAsync(s_maintenance, $"CREATE DATABASE {name} TEMPLATE template0");
        // The given string may turn pooling off, but the product has it.
        return new NpgsqlConnectionStringBuilder(s_maintenance) { Database = name, Pooling = true }.ConnectionString;
    }

    /// <summary>Drops a database created here.</summary>
    public static Task DropAsync(string database) =>
        RunAsync(s_maintenance!, $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(database).Database} WITH (FORCE)");

    /// <summary>
    /// Stops the server that was started here by an immediate shutdown (SIGQUIT). It still waits for its own processes, which would
    /// otherwise write into a folder that is being removed.
    /// </summary>
    public static void EndServer()
    {
        if (s_server is not { HasExited: false }) return;
        if (SendSignal(s_server.Id, SigQuit) != 0 || !s_server.WaitForExit(EndsWithin)) s_server.Kill();
    }

    private static async Task<string> StartServerAsync()
    {
        var folder = ScratchFolders.NewFolder("server");
        var port = FreePort.Next();
        var script = Path.Combine(AppContext.BaseDirectory, "Support", "throwaway-postgres");
        var start = new ProcessStartInfo("bash", [script, folder, port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // Its last lines say why it did not start.
        var lines = new Queue<string>();
        s_server = new Process { StartInfo = start };
        s_server.OutputDataReceived += (_, line) => Keep(lines, line.Data);
        s_server.ErrorDataReceived += (_, line) => Keep(lines, line.Data);
        s_server.Start();
        s_server.BeginOutputReadLine();
        s_server.BeginErrorReadLine();

        var maintenance = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
        for (var since = Stopwatch.GetTimestamp(); !s_server.HasExited && Stopwatch.GetElapsedTime(since) < ReadyWithin;)
        {
            if (await AcceptsAsync(maintenance)) return maintenance;
            await Task.Delay(AskEvery);
        }
        EndServer();
        lock (lines)
            throw new InvalidOperationException($"PostgreSQL did not start; {Variable} can name a running one.\n{string.Join('\n', lines)}");
    }

    private static async Task<bool> AcceptsAsync(string maintenance)
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

    private static async Task RunAsync(string connectionString, string sql)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        await using var connection = new NpgsqlConnection(unpooled);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static void Keep(Queue<string> lines, string? line)
    {
        if (line is null) return;
        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > 20) lines.Dequeue();
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
