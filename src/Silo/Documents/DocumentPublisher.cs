using System.Collections.Immutable;
using Orleans.Storage;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Silo.Documents;

/// <summary>
/// Publishes the documents of a folder when the program starts, once the silo runs and before it listens. A document with a
/// problem is not published, all others are; what was published earlier stays as it is.
/// </summary>
internal sealed partial class DocumentPublisher(
    DocumentSource source, IGrainFactory grains, IPetitionCatalogue catalogue, ILogger<DocumentPublisher> log) : IHostedService
{
    /// <summary>Tries for one document: two clusters that start together on one database may both write its first terms.</summary>
    private const int TriesMax = 5;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var petition in source.Read())
        {
            var reading = petition.Parse();
            // The demo's author knows them.
            if (!source.IsDemo)
                foreach (var warning in reading.Warnings) LogWarning(warning.ToString());
            foreach (var problem in reading.Problems) LogProblem(problem.ToString());
            if (reading.Document is null) LogNotPublished(petition.Slug);
            else await PublishAsync(reading.Document, cancellationToken);
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
                await grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(document.Slug)).Publish(document);
                return;
            }
            catch (Exception e) when (e is RehearsalMismatchException or ConfirmationMismatchException or KeysDestroyedException)
            {
                LogProblem(e.Message);
                LogNotPublished(document.Slug);
                return;
            }
            catch (Exception e) when (attempt < TriesMax && e is (InconsistentStateException or TimeoutException))
            {
                // Somebody else wrote these terms, and the grain reads them anew at the next call; or a busy machine took longer than a
                // call may, and what it has stored meanwhile is found.
                await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt), cancel);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Warning}")]
    private partial void LogWarning(string warning);

    [LoggerMessage(LogLevel.Error, "{Problem}")]
    private partial void LogProblem(string problem);

    [LoggerMessage(LogLevel.Error, "The petition {Name} was not published because of these problems; all others are not affected.")]
    private partial void LogNotPublished(string name);
}

/// <summary>Where documents come from: the folder of <c>Petition:Documents</c>, or the demo that is part of the program.</summary>
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
