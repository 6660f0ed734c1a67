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
/// What a rehearsal plays on: a program with the rehearsal's petitions, its own or somebody else's. Struck when it is disposed: what was
/// started ends, and what was made is removed.
/// </summary>
internal sealed class RehearsalTarget : IAsyncDisposable
{
    // Front ends of their own look for new petitions twice a second.
    private static readonly TimeSpan ShownWithin = TimeSpan.FromSeconds(10), AskEvery = TimeSpan.FromMilliseconds(100);

    private static readonly Dictionary<string, string> NoVariables = [];

    private readonly List<Func<ValueTask>> _cleanUps = [];
    private bool _isKept;

    private RehearsalTarget(Uri address) => Address = address;

    public Uri Address { get; private set; }

    public IReadOnlyList<SigningRequestTemplate> Petitions { get; private set; } = [];

    /// <summary>Null when the program is somebody else's.</summary>
    public ProgramUnderTest? Program { get; private set; }

    public TemporaryPostgres? Postgres { get; private set; }

    public SlowDisk? Disk { get; private set; }

    /// <summary>The database of the own program.</summary>
    public DatabaseReader? Database { get; private set; }

    /// <summary>The door of somebody else's program.</summary>
    public AdminApi? Admin { get; private set; }

    /// <summary>What it is, for people.</summary>
    public string Name { get; private set; } = "";

    /// <exception cref="UsageException">It cannot be set; nothing is left of it.</exception>
    public static async Task<RehearsalTarget> PrepareAsync(RunOptions options, string run, DateTimeOffset now, CancellationToken cancel)
    {
        var slug = options.Slug ?? string.Create(CultureInfo.InvariantCulture, $"rehearsal-{now:yyyyMMdd-HHmmss}");
        var slugs = options.Mix.Petitions == 1 ? [slug] : Enumerable.Range(1, options.Mix.Petitions).Select(n => $"{slug}-{n}").ToList();
        var rehearsalTarget = new RehearsalTarget(options.Target?.Public ?? new Uri("http://127.0.0.1"));
        try
        {
            if (options.Target is { } target) await rehearsalTarget.UseRunningProgramAsync(target, slugs, cancel);
            else await rehearsalTarget.StartAsync(options, slugs, run, cancel);
            using var http = new HttpClient(DirectHttpHandler.New()) { Timeout = TimeSpan.FromSeconds(10) };
            var petitions = new List<SigningRequestTemplate>();
            foreach (var name in slugs) petitions.Add(await rehearsalTarget.ReadAsync(http, name, run, cancel));
            rehearsalTarget.Petitions = petitions;
            return rehearsalTarget;
        }
        catch (HttpRequestException e)
        {
            await rehearsalTarget.DisposeAsync();
            throw new UsageException($"the rehearsal's petition cannot be read at {rehearsalTarget.Address}: {e.Message}");
        }
        catch
        {
            await rehearsalTarget.DisposeAsync();
            throw;
        }
    }

    /// <summary>The load begins: from now on what was published on somebody else's program stays there until it is cleaned.</summary>
    public void KeepPetitions() => _isKept = true;

    /// <summary>Whether petitions stay on somebody else's program.</summary>
    public bool LeavesPetitions => _isKept && Admin is not null;

    public async ValueTask DisposeAsync()
    {
        // The last that was set is the first to go.
        for (var i = _cleanUps.Count - 1; i >= 0; i--) await _cleanUps[i]();
        _cleanUps.Clear();
    }

    private async Task UseRunningProgramAsync(TargetAddress target, IReadOnlyList<string> slugs, CancellationToken cancel)
    {
        Name = $"the program at {target.Public}";
        await CheckIsThereAsync(target.Public, cancel);
        Admin = new AdminApi(target);
        OnDispose(Admin.Dispose);
        foreach (var slug in slugs)
        {
            var isNew = !await IsThereAsync(target.Public, slug, cancel);
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
        if (_isKept) return;
        try
        {
            await Admin!.RemoveAsync(slug, CancellationToken.None);
        }
        catch (UsageException)
        {
            // Why the run cannot be done is said already; the petition is unlisted, and clean removes it.
        }
    }

    private static async Task<bool> IsThereAsync(Uri target, string slug, CancellationToken cancel)
    {
        using var http = new HttpClient(DirectHttpHandler.New()) { Timeout = TimeSpan.FromSeconds(5) };
        using var answer = await http.GetAsync(new Uri(target, $"/api/v1/petitions/{slug}"), cancel);
        return answer.IsSuccessStatusCode;
    }

    private static async Task CheckIsThereAsync(Uri target, CancellationToken cancel)
    {
        using var http = new HttpClient(DirectHttpHandler.New()) { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await http.GetAsync(new Uri(target, "/readyz"), cancel);
            if (!answer.IsSuccessStatusCode) throw new UsageException($"--target {target} is not ready: it answers {(int)answer.StatusCode} at /readyz.");
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            throw new UsageException($"there is no answer at --target {target}: {e.Message}");
        }
    }

    private async Task StartAsync(RunOptions options, IReadOnlyList<string> slugs, string run, CancellationToken cancel)
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
        foreach (var slug in slugs) await File.WriteAllTextAsync(Path.Combine(documents, RehearsalDocument.FileName(slug)), RehearsalDocument.Of(slug), cancel);

        // With SQLite the program writes the database itself; with PostgreSQL the server does, and its disk is the one to slow down.
        Program = new ProgramUnderTest(program, data, documents, connection, connection is null ? DiskEnvironment : NoVariables);
        Address = Program.Address;
        _cleanUps.Add(Program.DisposeAsync);
        await Program.StartAsync(cancel);
        Database = connection is null ? DatabaseReader.OfSqlite(data) : DatabaseReader.OfPostgres(connection);
        Name = $"{Path.GetFileNameWithoutExtension(program)} on {(options.Postgres switch { null => "SQLite", RunOptions.TemporaryServer => "a temporary PostgreSQL", _ => "PostgreSQL" })}";
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

    private IReadOnlyDictionary<string, string> DiskEnvironment => Disk?.Environment ?? NoVariables;

    private void OnDispose(Action action) => _cleanUps.Add(() =>
    {
        action();
        return ValueTask.CompletedTask;
    });
}
