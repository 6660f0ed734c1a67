using System.Diagnostics;
using System.Globalization;
using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Rehearsal.Target;

/// <summary>The product, started with its own ports and data, and restarted with the same ones after a kill.</summary>
internal sealed class ProgramUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(15);

    // Settings of the user's shell must not reach the program.
    private static readonly string[] ForeignPrefixes = ["ASPNETCORE_", "Petition__", "ConnectionStrings__", "DOTNET_ENVIRONMENT"];

    private readonly string _program, _data, _documents;
    private readonly string? _postgres;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly int _adminPort = FreePort.Next(), _siloPort = FreePort.Next(), _gatewayPort = FreePort.Next();
    private ChildProcess? _process;

    /// <param name="program">A .dll.</param>
    /// <param name="data">Its data folder.</param>
    /// <param name="documents">Folder of the petitions that it publishes.</param>
    /// <param name="postgres">Connection string; null means SQLite.</param>
    /// <param name="environment">Further environment variables of the process.</param>
    public ProgramUnderTest(
        string program, string data, string documents, string? postgres, IReadOnlyDictionary<string, string> environment) =>
        (_program, _data, _documents, _postgres, _environment) = (program, data, documents, postgres, environment);

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    public Uri AdminAddress => new($"http://127.0.0.1:{_adminPort}");

    /// <summary>Of its admin API; there after the first start.</summary>
    public string AdminToken => File.ReadAllText(Path.Combine(_data, "admin.token")).Trim();

    public double? MemoryMb => _process?.MemoryMb;

    public ChildProcess Process => _process ?? throw new InvalidOperationException("the program was not started");

    /// <summary>Path of the program: the named one, or the one built beside the rehearsal (bin/project/configuration).</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static string Find(string? named)
    {
        var program = Path.GetFullPath(named ?? BuiltProgram.PathOf("Silo", "Petitions.Silo.dll"));
        return File.Exists(program)
            ? program
            : throw new UsageException($"there is no program {program}: build src/Silo, or name one with --program.");
    }

    /// <exception cref="UsageException">It does not become ready.</exception>
    public async Task StartAsync(CancellationToken cancel)
    {
        _process?.Dispose();
        _process = new ChildProcess(StartInfo());
        await Readiness.WaitAsync(Address, [_process], cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        _process.Resume();
        await _process.EndAsync(EndsWithin);
        _process.Dispose();
    }

    private ProcessStartInfo StartInfo()
    {
        // The runtime of this process.
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, [_program]) { WorkingDirectory = _data };
        foreach (var name in start.Environment.Keys.Where(name => ForeignPrefixes.Any(name.StartsWith)).ToArray())
            start.Environment.Remove(name);
        start.Environment["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Petition__Admin__Urls"] = $"http://127.0.0.1:{_adminPort}";
        start.Environment["Petition__Cluster__SiloPort"] = _siloPort.ToString(CultureInfo.InvariantCulture);
        start.Environment["Petition__Cluster__GatewayPort"] = _gatewayPort.ToString(CultureInfo.InvariantCulture);
        start.Environment["Petition__DataPath"] = _data;
        // The runtime keeps sockets there, which a killed program leaves behind.
        start.Environment["TMPDIR"] = _data;
        start.Environment["Petition__Documents"] = _documents;
        start.Environment["Petition__Storage__Provider"] = _postgres is null ? "sqlite" : "postgres";
        // There is no balancer that has to notice.
        start.Environment["Petition__Http__DrainFor"] = "00:00:00";
        if (_postgres is not null) start.Environment["ConnectionStrings__Petitions"] = _postgres;
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        return start;
    }
}
