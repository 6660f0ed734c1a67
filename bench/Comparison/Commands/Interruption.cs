using System.Runtime.InteropServices;

namespace Petitions.Bench.Comparison.Commands;

/// <summary>Ctrl-C, SIGTERM and a closed terminal cancel the measurement, so that whatever was started is stopped on the way out.</summary>
internal sealed class Interruption : IDisposable
{
    // What a shell reports for a program that a signal ended.
    private const int ExitCodeBase = 128;

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption() => _registrations = [On(PosixSignal.SIGHUP, 1), On(PosixSignal.SIGINT, 2), On(PosixSignal.SIGTERM, 15)];

    public CancellationToken Token => _source.Token;

    /// <summary>128 and the number of the signal, as a shell has it.</summary>
    public int ExitCode { get; private set; }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private PosixSignalRegistration On(PosixSignal signal, int number) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        ExitCode = ExitCodeBase + number;
        _source.Cancel();
    });
}
