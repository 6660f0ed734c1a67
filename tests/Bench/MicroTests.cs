using System.Diagnostics;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Bench;

/// <summary>The micro-benchmarks still run: each once and small, as a program of its own. Their speed is no matter of a test.</summary>
[Collection(AuditCollection.Name)]
public sealed class MicroTests(PostgresServer postgres)
{
    private static readonly string[] Classes =
    [
        "Storage.LedgerCommit", "Signing.SignerGrainCost", "Signing.RequestParsing", "Signing.AbuseFilterCost", "Keys.KeyDerivation",
        "Keys.PersonalDataEncryption", "Counting.CountAnswers", "Pages.PageServing",
    ];

    // Ends a run that hangs: one takes 35 s where other programs use both cores as well.
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Every_benchmark_runs_and_every_class_has_a_report()
    {
        LongRun.SkipUnlessOn();
        await using var database = await postgres.NewDatabaseAsync();
        using var reports = new ScratchFolder();
        var (code, output) = await RunAsync(database.ConnectionString, "--smoke", "--artifacts", reports.Path);

        Assert.True(code == 0, $"The benchmarks ended with {code}:\n{output}");
        foreach (var name in Classes)
        {
            var report = await File.ReadAllTextAsync(
                reports.At("results", $"Petitions.Bench.Micro.{name}-report-github.md"), TestContext.Current.CancellationToken);
            Assert.Contains("Ratio", report, StringComparison.Ordinal);
            Assert.Contains("Allocated", report, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_benchmark_that_cannot_run_fails_the_program()
    {
        using var reports = new ScratchFolder();
        var nowhere = $"Host=127.0.0.1;Port={FreePort.Next()};Username=postgres;Database=postgres;Timeout=2";
        var (code, _) = await RunAsync(nowhere, "--smoke", "--filter", "*LedgerCommit.BatchOf2000*", "--artifacts", reports.Path);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task A_filter_that_fits_nothing_is_a_mistake_and_no_success()
    {
        using var reports = new ScratchFolder();
        var (code, _) = await RunAsync("", "--smoke", "--filter", "*NoSuchBenchmark*", "--artifacts", reports.Path);
        Assert.Equal(2, code);
    }

    private static async Task<(int ExitCode, OutputRing Output)> RunAsync(string server, params string[] arguments)
    {
        var tests = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(tests.Parent!.Parent!.FullName, "Micro", tests.Name, "Petitions.Bench.Micro.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true, RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // Not those of the tests that run beside it.
        (start.Environment["FIRST_PORT"], start.Environment["PORTS"]) = ("22000", "2000");
        start.Environment["PETITION_BENCH_POSTGRES"] = server;

        var output = new OutputRing();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => output.Add(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var deadline = new CancellationTokenSource(EndsWithin);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"The benchmarks did not end within {EndsWithin}:\n{output}");
        }
        return (process.ExitCode, output);
    }
}
