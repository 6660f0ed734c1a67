using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Petitions.Bench.Micro;

/// <summary>Configuration of BenchmarkDotNet.</summary>
/// <remarks>
/// All benchmarks run in this process, so that a database with a million rows is created once. The default toolchain would start a process
/// per benchmark and generate a project below this folder, which requires a project file named like the assembly and inherits central
/// package versions and warnings as errors. The drawback: benchmarks share one heap and one set of jitted code, so each class has a
/// baseline that is measured in the same state.
/// </remarks>
internal static class MicroConfig
{
    private static readonly TimeSpan BenchmarkWithin = TimeSpan.FromHours(1);

    public static IConfig Create()
    {
        var toolchain = new InProcessEmitToolchain(BenchmarkWithin, logOutput: true);
        // At most 20 iterations, because measured signatures stay in the table until the next benchmark.
        var job = MicroOptions.IsSmoke
            ? Job.Dry.WithToolchain(toolchain)
            : Job.Default.WithToolchain(toolchain)
                .WithMinWarmupCount(3).WithMaxWarmupCount(6).WithMinIterationCount(10).WithMaxIterationCount(20);
        return ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(job.AsDefault())
            .AddDiagnoser(MemoryDiagnoser.Default)
            .WithArtifactsPath(ReportFolder());
    }

    // Beside the build output; the working directory may be the source tree.
    private static string ReportFolder()
    {
        var project = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent;
        return project is { Name: "Micro", Parent: { Name: "bin", Parent: { } artifacts } }
            ? Path.Combine(artifacts.FullName, "micro")
            : Path.Combine(Path.GetTempPath(), "petition-micro");
    }
}
