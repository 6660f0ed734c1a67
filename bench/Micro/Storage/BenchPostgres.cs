using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Micro.Storage;

/// <summary>
/// The PostgreSQL server of this process: the one that <c>PETITION_BENCH_POSTGRES</c> names by a connection string, or a throw-away
/// cluster of its own. Started at the first question, so that a run without databases starts none.
/// </summary>
internal static class BenchPostgres
{
    private const string Variable = "PETITION_BENCH_POSTGRES";
    private const int SigQuit = 3;

    private static readonly TimeSpan
        ReadyWithin = TimeSpan.FromSeconds(60), AskEvery = TimeSpan.FromMilliseconds(100), EndsWithin = TimeSpan.FromSeconds(5);

    private static string? s_maintenance = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;
    private static Process? s_server;

    /// <summary>Connection string of a new and empty database for so many rows.</summary>
    public static async Task<string> NewDatabaseAsync(int rows)
    {
        s_maintenance ??= await StartServerAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"petition_micro_{Environment.ProcessId}_{rows}");
        await RunAsync(s_maintenance, $"CREATE DATABASE {name} TEMPLATE template0");
        // Whoever gave the string may have wished for no pool, but the product has one.
        return new NpgsqlConnectionStringBuilder(s_maintenance) { Database = name, Pooling = true }.ConnectionString;
    }

    /// <summary>Removes a database made here.</summary>
    public static Task DropAsync(string database) =>
        RunAsync(s_maintenance!, $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(database).Database} WITH (FORCE)");

    /// <summary>
    /// Ends the server that was started here, at once, since nothing in it is needed any more; but so that it still waits for its own
    /// processes, which would otherwise write into a folder that is being removed.
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
        var recipe = Path.Combine(AppContext.BaseDirectory, "Support", "throwaway-postgres");
        var start = new ProcessStartInfo("bash", [recipe, folder, port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // Its last words say why it did not start.
        var words = new Queue<string>();
        s_server = new Process { StartInfo = start };
        s_server.OutputDataReceived += (_, line) => Keep(words, line.Data);
        s_server.ErrorDataReceived += (_, line) => Keep(words, line.Data);
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
        lock (words) throw new InvalidOperationException($"PostgreSQL did not start; {Variable} may name a running one.\n{string.Join('\n', words)}");
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
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static void Keep(Queue<string> words, string? line)
    {
        if (line is null) return;
        lock (words)
        {
            words.Enqueue(line);
            if (words.Count > 20) words.Dequeue();
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
