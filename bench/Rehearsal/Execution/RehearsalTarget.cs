using System.Diagnostics;
using System.Globalization;
using System.Net;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Auditing;
using Petitions.Bench.Rehearsal.Faults;
using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Execution;

/// <summary>
/// The program that a rehearsal loads, with the rehearsal's petitions: started by the rehearsal or running already. Disposing it ends what
/// was started and removes what was made.
/// </summary>
internal sealed class RehearsalTarget : IAsyncDisposable
{
    // A separate front end looks for new petitions twice a second.
    private static readonly TimeSpan ShownWithin = TimeSpan.FromSeconds(10), AskEvery = TimeSpan.FromMilliseconds(100);

    private static readonly Dictionary<string, string> NoVariables = [];

    private readonly List<Func<ValueTask>> _cleanUps = [];
    private bool _keepsPetitions;

    private RehearsalTarget(Uri address, IReadOnlyList<string> slugs) => (Address, Slugs) = (address, slugs);

    public Uri Address { get; private set; }

    /// <summary>The petitions of the rehearsal; the position is the number.</summary>
    public IReadOnlyList<string> Slugs { get; }

    public IReadOnlyList<SigningRequestTemplate> Petitions { get; private set; } = [];

    /// <summary>Null when the rehearsal did not start it.</summary>
    public ProgramUnderTest? Program { get; private set; }

    /// <summary>Null unless the rehearsal started it.</summary>
    public TemporaryPostgres? Postgres { get; private set; }

    /// <summary>Null unless a fault needs it.</summary>
    public SlowDisk? Disk { get; private set; }

    /// <summary>The database of a program that the rehearsal started; null for a running one.</summary>
    public DatabaseReader? Database { get; private set; }

    /// <summary>The admin API of a running program; null for one that the rehearsal started.</summary>
    public AdminApi? Admin { get; private set; }

    /// <summary>Where hand-overs are asked for.</summary>
    public TargetAddress Ports { get; private set; } = null!;

    /// <summary>For output and report.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Whether petitions stay on a program that was running before.</summary>
    public bool LeavesPetitions => _keepsPetitions && Admin is not null;

    private IReadOnlyDictionary<string, string> DiskEnvironment => Disk?.Environment ?? NoVariables;

    /// <exception cref="UsageException">The target cannot be prepared; nothing is left of it.</exception>
    public static async Task<RehearsalTarget> PrepareAsync(RunOptions options, string run, DateTimeOffset now, CancellationToken cancel)
    {
        var slug = options.Slug ?? string.Create(CultureInfo.InvariantCulture, $"rehearsal-{now:yyyyMMdd-HHmmss}");
        var slugs = options.Mix.Petitions == 1 ? [slug] : Enumerable.Range(1, options.Mix.Petitions).Select(n => $"{slug}-{n}").ToList();
        var prepared = new RehearsalTarget(options.Target?.Public ?? new Uri("http://127.0.0.1"), slugs);
        try
        {
            if (options.Target is { } running) await prepared.UseAsync(running, cancel);
            else await prepared.StartAsync(options, run, cancel);
            using var http = new HttpClient(DirectHttpHandler.New()) { Timeout = TimeSpan.FromSeconds(10) };
            var petitions = new List<SigningRequestTemplate>();
            foreach (var name in slugs) petitions.Add(await prepared.ReadAsync(http, name, run, cancel));
            prepared.Petitions = petitions;
            return prepared;
        }
        catch (HttpRequestException e)
        {
            await prepared.DisposeAsync();
            throw new UsageException($"the rehearsal's petition cannot be read at {prepared.Address}: {e.Message}");
        }
        catch
        {
            await prepared.DisposeAsync();
            throw;
        }
    }

    /// <summary>The load begins: from now on petitions published on a running program stay until <c>clean</c> removes them.</summary>
    public void KeepPetitions() => _keepsPetitions = true;

    public async ValueTask DisposeAsync()
    {
        // In the reverse order of preparation.
        for (var i = _cleanUps.Count - 1; i >= 0; i--) await _cleanUps[i]();
        _cleanUps.Clear();
    }

    private async Task UseAsync(TargetAddress target, CancellationToken cancel)
    {
        Name = $"the program at {target.Public}";
        await RunningProgram.CheckReadyAsync(target.Public, cancel);
        Ports = target;
        Admin = new AdminApi(target);
        OnDispose(Admin.Dispose);
        foreach (var slug in Slugs)
        {
            var isNew = !await RunningProgram.HasPetitionAsync(target.Public, slug, cancel);
            await Admin.PublishAsync(slug, cancel);
            if (isNew) _cleanUps.Add(() => RemoveUnlessKeptAsync(slug));
        }
    }

    private async Task<SigningRequestTemplate> ReadAsync(HttpClient http, string slug, string run, CancellationToken cancel)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await SigningRequestTemplate.ForAsync(http, Address, slug, run, cancel);
            }
            catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound && Stopwatch.GetElapsedTime(since) < ShownWithin)
            {
                await Task.Delay(AskEvery, cancel);
            }
        }
    }

    private async ValueTask RemoveUnlessKeptAsync(string slug)
    {
        if (_keepsPetitions) return;
        try
        {
            await Admin!.RemoveAsync(slug, CancellationToken.None);
        }
        catch (UsageException)
        {
            // The reason why the run cannot be done was printed already. The petition is unlisted, and clean removes it.
        }
    }

    private async Task StartAsync(RunOptions options, string run, CancellationToken cancel)
    {
        var program = ProgramUnderTest.Find(options.ProgramPath);
        if (options.Faults.Any(fault => fault.Kind == FaultKind.SlowDisk))
        {
            Disk = await SlowDisk.PrepareAsync(cancel);
            OnDispose(Disk.Dispose);
        }
        var connection = options.Postgres is null ? null : await DatabaseAsync(options, run, cancel);

        var folder = Directory.CreateTempSubdirectory("rehearsal-");
        OnDispose(() => TemporaryFolder.Remove(folder));
        var (data, documents) = (folder.CreateSubdirectory("data").FullName, folder.CreateSubdirectory("documents").FullName);
        foreach (var slug in Slugs)
            await File.WriteAllTextAsync(Path.Combine(documents, RehearsalDocument.FileName(slug)), RehearsalDocument.Of(slug), cancel);

        // With SQLite the program writes the database itself; with PostgreSQL the server does, and its disk is the one to slow down.
        Program = new ProgramUnderTest(program, data, documents, connection, connection is null ? DiskEnvironment : NoVariables);
        Address = Program.Address;
        _cleanUps.Add(Program.DisposeAsync);
        await Program.StartAsync(cancel);
        Ports = new(Program.Address, Program.AdminAddress, Program.AdminToken);
        Database = connection is null ? DatabaseReader.OfSqlite(data) : DatabaseReader.OfPostgres(connection);
        var database = options.Postgres switch
        {
            null => "SQLite",
            RunOptions.TemporaryServer => "a temporary PostgreSQL",
            _ => "PostgreSQL",
        };
        Name = $"{Path.GetFileNameWithoutExtension(program)} on {database}";
    }

    private async Task<string> DatabaseAsync(RunOptions options, string run, CancellationToken cancel)
    {
        var server = options.Postgres!;
        if (server == RunOptions.TemporaryServer)
        {
            Postgres = await TemporaryPostgres.StartAsync(DiskEnvironment, [], cancel);
            _cleanUps.Add(Postgres.DisposeAsync);
            server = Postgres.ConnectionString;
        }
        var database = await TemporaryDatabase.CreateAsync(server, run, options.OwnsTarget, cancel);
        _cleanUps.Add(database.DisposeAsync);
        return database.ConnectionString;
    }

    private void OnDispose(Action action) => _cleanUps.Add(() =>
    {
        action();
        return ValueTask.CompletedTask;
    });
}
