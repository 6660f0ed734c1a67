using System.Collections.Immutable;
using Orleans.Storage;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Silo.Documents;

/// <summary>
/// Publishes the documents of a folder at startup, after the silo has started and before it listens. An invalid document prevents only its
/// own publication; the version that was published before stays in use.
/// </summary>
internal sealed partial class DocumentPublisher(
    DocumentSource source, DocumentDefaults defaults, IGrainFactory grains, IPetitionCatalogue catalogue,
    ILogger<DocumentPublisher> log) : IHostedService
{
    /// <summary>Attempts per document; more than one, because silos that start together may write the first terms concurrently.</summary>
    private const int TriesMax = 5;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var petition in source.Read())
        {
            var parsed = petition.Parse(defaults);
            // Operators cannot change the demo, so its warnings are not logged.
            if (!source.IsDemo)
                foreach (var warning in parsed.Warnings) LogWarning(warning.ToString());
            foreach (var problem in parsed.Problems) LogProblem(problem.ToString());
            if (parsed.Document is null) LogNotPublished(petition.Slug);
            else await PublishAsync(parsed.Document, cancellationToken);
        }
        await catalogue.RefreshAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PublishAsync(PetitionDocument document, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var terms = await grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(document.Slug)).Publish(document);
                if (terms.UnlistedAt is not null) LogUnlisted(document.Slug);
                if (terms.Extension is { ClosesAt: var closesAt } && document.Facts.ClosesAt < closesAt)
                    LogExtended(document.Slug, DocumentTime.Write(closesAt));
                return;
            }
            catch (PublicationRefusedException e)
            {
                LogProblem(e.Message);
                LogNotPublished(document.Slug);
                return;
            }
            catch (Exception e) when (attempt < TriesMax && e is (InconsistentStateException or TimeoutException))
            {
                // Another silo wrote these terms concurrently, and the grain reads them again at the next call; or the call timed out on a
                // busy machine, and the next call finds what was stored.
                await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt), cancel);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Warning}")]
    private partial void LogWarning(string warning);

    [LoggerMessage(LogLevel.Error, "{Problem}")]
    private partial void LogProblem(string problem);

    [LoggerMessage(LogLevel.Warning, "The petition {Name} is not listed, since an admin took it off: the call list puts it back.")]
    private partial void LogUnlisted(string name);

    [LoggerMessage(LogLevel.Warning,
        "The petition {Name} was extended: it closes at {ClosesAt}, and not when its document says. Write that date into it.")]
    private partial void LogExtended(string name, string closesAt);

    [LoggerMessage(LogLevel.Error, "The petition {Name} was not published because of these problems; other petitions are not affected.")]
    private partial void LogNotPublished(string name);
}

/// <summary>The source of documents: the folder of <c>Petition:Documents</c>, or the embedded demo when no folder is set.</summary>
internal sealed record DocumentSource(string? Folder)
{
    private const string DemoFolder = "Demo/";

    public bool IsDemo => Folder is null;

    public ImmutableArray<PetitionFiles> Read() => Folder is null ? [ReadDemo()] : DocumentFolder.Read(Folder);

    private static PetitionFiles ReadDemo()
    {
        var assembly = typeof(DocumentSource).Assembly;
        var files = ImmutableArray.CreateBuilder<DocumentFile>();
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(DemoFolder, StringComparison.Ordinal)).Order();
        foreach (var name in names)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            files.Add(new(name[DemoFolder.Length..], reader.ReadToEnd()));
        }
        return new("the demo", files.ToImmutable(), []);
    }
}
