using System.Runtime.InteropServices;
using BenchmarkDotNet.Running;
using Petitions.Bench.Micro;
using Petitions.Bench.Micro.Storage;

// dotnet run -c Release --project bench/Micro -- --filter '*'
// Every option of BenchmarkDotNet works, such as --list flat or --iterationCount 5; the own ones are those of MicroOptions.
// Ends with 0 when every benchmark ran, 1 when one failed, 2 when nothing was there to run.
var options = MicroOptions.Read(args);

// A run that is stopped half way leaves no server and no gigabytes behind. The signal then ends the program as usual.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Leave());
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Leave());
try
{
    var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroOptions).Assembly).Run(options, MicroConfig.Create()).ToList();
    return MicroOptions.ExitCode(options, summaries);
}
finally
{
    await SeededDatabases.DisposeAsync();
    Leave();
}

static void Leave()
{
    ScratchFolders.Close();
    BenchPostgres.EndServer();
    ScratchFolders.Remove();
}
