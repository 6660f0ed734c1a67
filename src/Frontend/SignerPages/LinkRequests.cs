using System.Threading.Channels;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// The queue of requests for links. A request is answered before the address is looked up, so that neither the answer nor its time depends
/// on whether the address is known. At most <see cref="WaitingMax"/> wait; they are lost when the process ends, and the page says to ask
/// again when no mail comes.
/// </summary>
internal sealed class LinkRequests(SignerActions actions) : BackgroundService
{
    /// <summary>Requests that wait; one more is answered 503.</summary>
    public const int WaitingMax = 1_000;

    /// <summary>Requests that are processed at a time.</summary>
    private const int AtATimeMax = 4;

    private readonly Channel<Request> _waiting = Channel.CreateBounded<Request>(WaitingMax);

    /// <summary>Adds a request; false when the queue is full.</summary>
    /// <param name="petition">The petition.</param>
    /// <param name="signerKey">The key of the e-mail address.</param>
    /// <param name="formerKey">The key that a signature from before may have; null when there is none.</param>
    public bool TryAdd(int petition, Guid signerKey, Guid? formerKey) => _waiting.Writer.TryWrite(new(petition, signerKey, formerKey));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        _waiting.Reader.ReadAllAsync(stoppingToken),
        new ParallelOptions { MaxDegreeOfParallelism = AtATimeMax, CancellationToken = stoppingToken },
        async (request, _) =>
        {
            // At most one of the two has signed.
            await actions.MailLinkAsync(request.Petition, request.SignerKey);
            if (request.FormerKey is { } former) await actions.MailLinkAsync(request.Petition, former);
        });

    private readonly record struct Request(int Petition, Guid SignerKey, Guid? FormerKey);
}
