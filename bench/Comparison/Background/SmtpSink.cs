using System.Diagnostics;
using System.Globalization;
using Petitions.Bench.Comparison.Settings;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Comparison.Background;

/// <summary>Postfix's smtp-sink: a mail server that throws every mail away. Nobody listens on its port before it is started.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(10);

    // Connections that wait to be taken.
    private const string Backlog = "1000";

    private readonly string _program = InstalledTool.PathOf("smtp-sink", "apt-get install postfix (it need not be configured)");
    private ChildProcess? _process;

    public int Port { get; } = FreePort.Next();

    public void Start()
    {
        // It gives up the rights of root, where it has them, and asks for a user.
        string[] asUser = Environment.UserName == "root" ? ["-u", "nobody"] : [];
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");
        _process = new ChildProcess(new ProcessStartInfo(_program, [.. asUser, address, Backlog]));
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        await _process.EndAsync(EndsWithin);
        _process.Dispose();
    }
}
