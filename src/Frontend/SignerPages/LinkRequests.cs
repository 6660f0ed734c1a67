using System.Threading.Channels;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// Requests for a link that wait to be carried out. Whoever asks is answered before anybody has looked whether the address is known, so the
/// answer cannot depend on it, nor its time. At most <see cref="WaitingMax"/> wait; what waits when the process ends is lost, and the page
/// says to ask again when no mail comes.
/// </summary>
internal sealed class LinkRequests(SignerActions actions) : BackgroundService
{
    /// <summary>Requests that wait; one more is refused.</summary>
    public const int WaitingMax = 1_000;

    /// <summary>Requests that are carried out at a time.</summary>
    private const int AtATimeMax = 4;

    private readonly Channel<(int Petition, Guid SignerKey)> _waiting = Channel.CreateBounded<(int, Guid)>(WaitingMax);

    /// <summary>Takes a request; false when too many wait.</summary>
    public bool TryAdd(int petition, Guid signerKey) => _waiting.Writer.TryWrite((petition, signerKey));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        _waiting.Reader.ReadAllAsync(stoppingToken),
        new ParallelOptions { MaxDegreeOfParallelism = AtATimeMax, CancellationToken = stoppingToken },
        async (request, _) => await actions.MailLinkAsync(request.Petition, request.SignerKey));
}
