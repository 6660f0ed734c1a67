using System.Diagnostics;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Bench;

/// <summary>
/// The comparison with other ways to build it, in its short form: that it runs and its audits hold; its speeds mean nothing.
/// </summary>
[Collection(AuditCollection.Name)]
public sealed class CompareTests
{
    [Fact]
    public async Task Every_run_is_audited_and_has_a_row_and_a_bar()
    {
        if (!IsInstalled("wrk")) Assert.Skip("wrk is not installed: apt-get install wrk");
        using var folder = new ScratchFolder();
        var (code, output, errors) = await RunAsync("--smoke", "--no-build", "--out", folder.Path);

        Assert.True(code == 0, $"bench/compare ended with {code}:\n{output}\n{errors}");
        Assert.DoesNotContain("audit failed", output, StringComparison.Ordinal);
        foreach (var server in new[] { "bare", "crud", "this-postgres", "this-sqlite" })
            Assert.Contains(output.Split('\n'), line => line.Contains($"| {server} |", StringComparison.Ordinal));
        Assert.True(File.Exists(folder.At("compare.csv")));
        var chart = await File.ReadAllTextAsync(folder.At("compare.svg"), TestContext.Current.CancellationToken);
        Assert.Contains("<svg", chart, StringComparison.Ordinal);
    }

    [Theory, InlineData("--peers", "nobody"), InlineData("--seconds", "many"), InlineData("--faster", "")]
    public async Task A_bad_option_is_named_and_ends_with_2(string option, string value)
    {
        var (code, _, errors) = await RunAsync("--no-build", option, value);
        Assert.Equal(2, code);
        Assert.Contains(option, errors, StringComparison.Ordinal);
    }

    private static bool IsInstalled(string tool) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, tool)));

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var command = Path.Combine(SourceFolder(), "bench", "compare");
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Not those of the tests that run beside it.
        (start.Environment["FIRST_PORT"], start.Environment["PORTS"]) = ("30100", "1900");
        using var compare = Process.Start(start)!;
        var (output, errors) = (compare.StandardOutput.ReadToEndAsync(), compare.StandardError.ReadToEndAsync());
        await compare.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (compare.ExitCode, await output, await errors);
    }

    private static string SourceFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("the tests lie outside of the source folder");
    }
}
