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
internal sealed class Stage : IAsyncDisposable
{
    // Front ends of their own look for new petitions twice a second.
    private static readonly TimeSpan ShownWithin = TimeSpan.FromSeconds(10), AskEvery = TimeSpan.FromMilliseconds(100);

    private readonly List<Func<ValueTask>> _strike = [];
    private bool _isKept;

    private Stage(Uri address) => Address = address;

    public Uri Address { get; private set; }

    public IReadOnlyList<SigningRequests> Petitions { get; private set; } = [];

    /// <summary>Null when the program is somebody else's.</summary>
    public OwnProgram? Program { get; private set; }

    public OwnPostgres? Postgres { get; private set; }

    public SlowDisk? Disk { get; private set; }

    /// <summary>The database of the own program.</summary>
    public StoredRows? Database { get; private set; }

    /// <summary>The door of somebody else's program.</summary>
    public StaffApi? Staff { get; private set; }

    /// <summary>What it is, for people.</summary>
    public string Name { get; private set; } = "";

    /// <exception cref="UsageException">It cannot be set; nothing is left of it.</exception>
    public static async Task<Stage> SetAsync(RunOptions options, string run, DateTimeOffset now, CancellationToken cancel)
    {
        var slug = options.Slug ?? string.Create(CultureInfo.InvariantCulture, $"rehearsal-{now:yyyyMMdd-HHmmss}");
        var slugs = options.Mix.Petitions == 1 ? [slug] : Enumerable.Range(1, options.Mix.Petitions).Select(n => $"{slug}-{n}").ToList();
        var stage = new Stage(options.Target?.Public ?? new Uri("http://127.0.0.1"));
        try
        {
            if (options.Target is { } target) await stage.UseAsync(target, slugs, cancel);
            else await stage.StartAsync(options, slugs, run, cancel);
            using var http = new HttpClient(DirectHandler.New()) { Timeout = TimeSpan.FromSeconds(10) };
            var petitions = new List<SigningRequests>();
            foreach (var name in slugs) petitions.Add(await stage.ReadAsync(http, name, run, cancel));
            stage.Petitions = petitions;
            return stage;
        }
        catch (HttpRequestException e)
        {
            await stage.DisposeAsync();
            throw new UsageException($"the rehearsal's petition cannot be read at {stage.Address}: {e.Message}");
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>The load begins: from now on what was published on somebody else's program stays there until it is cleaned.</summary>
    public void Keep() => _isKept = true;

    /// <summary>Whether petitions stay on somebody else's program.</summary>
    public bool LeavesPetitions => _isKept && Staff is not null;

    public async ValueTask DisposeAsync()
    {
        // The last that was set is the first to go.
        for (var i = _strike.Count - 1; i >= 0; i--) await _strike[i]();
        _strike.Clear();
    }

    private async Task UseAsync(TargetAddress target, IReadOnlyList<string> slugs, CancellationToken cancel)
    {
        Name = $"the program at {target.Public}";
        await CheckIsThereAsync(target.Public, cancel);
        Staff = new StaffApi(target);
        Strike(Staff.Dispose);
        foreach (var slug in slugs)
        {
            var isNew = !await IsThereAsync(target.Public, slug, cancel);
            await Staff.PublishAsync(slug, cancel);
            if (isNew) _strike.Add(() => RemoveUnlessKeptAsync(slug));
        }
    }

    private async Task<SigningRequests> ReadAsync(HttpClient http, string slug, string run, CancellationToken cancel)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await SigningRequests.ForAsync(http, Address, slug, run, cancel);
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
            await Staff!.RemoveAsync(slug, CancellationToken.None);
        }
        catch (UsageException)
        {
            // Why the run cannot be done is said already; the petition is unlisted, and clean removes it.
        }
    }

    private static async Task<bool> IsThereAsync(Uri target, string slug, CancellationToken cancel)
    {
        using var http = new HttpClient(DirectHandler.New()) { Timeout = TimeSpan.FromSeconds(5) };
        using var answer = await http.GetAsync(new Uri(target, $"/api/v1/petitions/{slug}"), cancel);
        return answer.IsSuccessStatusCode;
    }

    private static async Task CheckIsThereAsync(Uri target, CancellationToken cancel)
    {
        using var http = new HttpClient(DirectHandler.New()) { Timeout = TimeSpan.FromSeconds(5) };
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
        var program = OwnProgram.Find(options.ProgramPath);
        if (options.Chaos.Any(chaos => chaos.Kind == ChaosKind.SlowDisk))
        {
            Disk = await SlowDisk.PrepareAsync(cancel);
            Strike(Disk.Dispose);
        }
        var connection = options.Postgres is null ? null : await DatabaseAsync(options, run, cancel);

        var folder = Directory.CreateTempSubdirectory("rehearsal-");
        Strike(() => TemporaryFolder.Remove(folder));
        var (data, documents) = (folder.CreateSubdirectory("data").FullName, folder.CreateSubdirectory("documents").FullName);
        foreach (var slug in slugs) await File.WriteAllTextAsync(Path.Combine(documents, RehearsalDocument.FileName(slug)), RehearsalDocument.Of(slug), cancel);

        Program = new OwnProgram(program, data, documents, connection, Disk);
        Address = Program.Address;
        _strike.Add(Program.DisposeAsync);
        await Program.StartAsync(cancel);
        Database = connection is null ? StoredRows.OfSqlite(data) : StoredRows.OfPostgres(connection);
        Name = $"{Path.GetFileNameWithoutExtension(program)} on {(options.Postgres switch { null => "SQLite", "auto" => "a throw-away PostgreSQL", _ => "PostgreSQL" })}";
    }

    private async Task<string> DatabaseAsync(RunOptions options, string run, CancellationToken cancel)
    {
        var server = options.Postgres!;
        if (server == "auto")
        {
            Postgres = await OwnPostgres.StartAsync(Disk, cancel);
            _strike.Add(Postgres.DisposeAsync);
            server = Postgres.ConnectionString;
        }
        var database = await FreshDatabase.CreateAsync(server, run, isOwn: options.Written.ContainsKey("--i-own-this-target"), cancel);
        _strike.Add(database.DisposeAsync);
        return database.ConnectionString;
    }

    private void Strike(Action action) => _strike.Add(() =>
    {
        action();
        return ValueTask.CompletedTask;
    });
}
