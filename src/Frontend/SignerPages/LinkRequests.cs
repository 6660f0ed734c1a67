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

    private readonly Channel<(int Petition, Guid SignerKey)> _waiting = Channel.CreateBounded<(int, Guid)>(WaitingMax);

    /// <summary>Adds a request; false when the queue is full.</summary>
    public bool TryAdd(int petition, Guid signerKey) => _waiting.Writer.TryWrite((petition, signerKey));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        _waiting.Reader.ReadAllAsync(stoppingToken),
        new ParallelOptions { MaxDegreeOfParallelism = AtATimeMax, CancellationToken = stoppingToken },
        async (request, _) => await actions.MailLinkAsync(request.Petition, request.SignerKey));
}
