using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Petitions.Grains.Petitions;

/// <inheritdoc cref="IPetitionCatalogue"/>
public sealed partial class PetitionCatalogue(ICatalogueSource source, TimeProvider time, ILogger<PetitionCatalogue> log)
    : BackgroundService, IPetitionCatalogue
{
    /// <summary>How often the source is asked what changed: one indexed query that finds nothing most of the time.</summary>
    public static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _oneReader = new(1);
    private Snapshot _snapshot = Snapshot.Empty;
    private bool _isLoaded;

    /// <summary>Raised with what a read brought, after it is to be found here. Handlers are quick and never throw.</summary>
    public event Action<CatalogueChanges>? Changed;

    /// <inheritdoc/>
    public bool IsLoaded => Volatile.Read(ref _isLoaded);

    /// <summary>When the source was last read, as a timestamp of the time provider; null before the first time.</summary>
    public long? ReadAt { get; private set; }

    /// <inheritdoc/>
    public ImmutableArray<Petition> Listed => Volatile.Read(ref _snapshot).Listed;

    /// <inheritdoc/>
    public ImmutableArray<Petition> All => Volatile.Read(ref _snapshot).All;

    /// <inheritdoc/>
    public bool TryFind(string slug, [NotNullWhen(true)] out Petition? petition) =>
        Volatile.Read(ref _snapshot).BySlug.TryGetValue(slug, out petition);

    /// <inheritdoc/>
    public bool TryFindDraft(string slug, [NotNullWhen(true)] out Petition? draft) =>
        Volatile.Read(ref _snapshot).Drafts.TryGetValue(slug, out draft);

    /// <inheritdoc/>
    public bool TryFind(int id, [NotNullWhen(true)] out Petition? petition) =>
        Volatile.Read(ref _snapshot).ById.TryGetValue(id, out petition);

    /// <inheritdoc/>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        await _oneReader.WaitAsync(cancel);
        try
        {
            var changes = await source.ReadChangesAsync(_snapshot.Change, cancel);
            if (changes.Change > _snapshot.Change)
            {
                Volatile.Write(ref _snapshot, _snapshot.With(changes));
                Changed?.Invoke(changes);
            }
            ReadAt = time.GetTimestamp();
            // Set after the petitions: a reader that sees it finds them.
            Volatile.Write(ref _isLoaded, true);
        }
        finally
        {
            _oneReader.Release();
        }
    }

    /// <summary>Polls until the process ends. A source that is away leaves the last catalogue in place.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = new HashSet<Type>();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RefreshAsync(stoppingToken);
                failures.Clear();
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Said once and not twice a second: an outage is in the log already. By its kind: messages of the runtime hold numbers of
                // calls.
                if (failures.Add(e.GetType())) LogStale(e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(PollEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The catalogue of petitions cannot be refreshed and keeps what it has: {Reason}")]
    private partial void LogStale(string reason);

    private sealed record Snapshot(
        long Change, IReadOnlyDictionary<string, Petition> BySlug, IReadOnlyDictionary<string, Petition> Drafts,
        IReadOnlyDictionary<int, Petition> ById, ImmutableArray<Petition> All, ImmutableArray<Petition> Listed)
    {
        public static readonly Snapshot Empty =
            new(0, new Dictionary<string, Petition>(), new Dictionary<string, Petition>(), new Dictionary<int, Petition>(), [], []);

        public Snapshot With(CatalogueChanges changes)
        {
            var byId = new Dictionary<int, Petition>(ById);
            foreach (var petition in changes.Petitions) byId[petition.Id] = petition;
            foreach (var removed in changes.Removed) byId.Remove(removed);
            ImmutableArray<Petition> all = [.. byId.Values.OrderBy(petition => petition.Slug, StringComparer.Ordinal)];
            return new(
                changes.Change,
                all.Where(petition => !petition.IsDraft).ToDictionary(petition => petition.Slug, StringComparer.Ordinal),
                all.Where(petition => petition.IsDraft).ToDictionary(petition => petition.Slug, StringComparer.Ordinal),
                byId,
                all,
                [.. all.Where(petition => !petition.Facts.Rehearsal && petition is { UnlistedAt: null, IsDraft: false })]);
        }
    }
}
