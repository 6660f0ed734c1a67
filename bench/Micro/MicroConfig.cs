using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Petitions.Bench.Micro;

/// <summary>How BenchmarkDotNet measures here.</summary>
/// <remarks>
/// In this process, and not in one process for each benchmark as is its habit: a database with a million rows is made once for all
/// that are measured on it. Its usual way would also build a generated project below this folder, which finds the code only under a
/// project file of the assembly's name and which inherits central package versions and warnings as errors. The price: benchmarks share
/// one heap and one set of compiled code, so each class has a baseline that is measured in the same state.
/// </remarks>
internal static class MicroConfig
{
    private static readonly TimeSpan BenchmarkWithin = TimeSpan.FromHours(1);

    public static IConfig Create()
    {
        var toolchain = new InProcessEmitToolchain(BenchmarkWithin, logOutput: true);
        // Bounded, because signatures that are measured stay in the table until the next benchmark: twenty iterations add little to it.
        var job = MicroOptions.IsSmoke
            ? Job.Dry.WithToolchain(toolchain)
            : Job.Default.WithToolchain(toolchain)
                .WithMinWarmupCount(3).WithMaxWarmupCount(6).WithMinIterationCount(10).WithMaxIterationCount(20);
        return ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(job.AsDefault())
            .AddDiagnoser(MemoryDiagnoser.Default)
            .WithArtifactsPath(ReportFolder());
    }

    // Beside the build output; never where the command is called, which may be the source.
    private static string ReportFolder()
    {
        var project = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent;
        return project is { Name: "Micro", Parent: { Name: "bin", Parent: { } artifacts } }
            ? Path.Combine(artifacts.FullName, "micro")
            : Path.Combine(Path.GetTempPath(), "petition-micro");
    }
}
