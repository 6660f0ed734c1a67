using System.Runtime.InteropServices;
using BenchmarkDotNet.Running;
using Petitions.Bench.Micro;
using Petitions.Bench.Micro.Storage;

// dotnet run -c Release --project bench/Micro -- --filter '*'
// Accepts the options of BenchmarkDotNet, such as --list flat or --iterationCount 5, and those of MicroOptions.
// Exit code: 0 when every benchmark ran, 1 when one failed, 2 when none was selected.
var options = MicroOptions.Read(args);

// An interrupted run leaves no server and no files behind. The signal then ends the program as usual.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => CleanUp());
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => CleanUp());
try
{
    var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroOptions).Assembly).Run(options, MicroConfig.Create()).ToList();
    return MicroOptions.ExitCode(options, summaries);
}
finally
{
    await SeededDatabases.DisposeAsync();
    CleanUp();
}

static void CleanUp()
{
    ScratchFolders.Close();
    BenchPostgres.EndServer();
    ScratchFolders.Remove();
}
