using Microsoft.Extensions.Options;
using Petitions.Frontend.Counting;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.Pages.Layout;

/// <summary>Gathers what pages about a petition show: terms from the catalogue, the count from the cache.</summary>
internal sealed class PetitionViews(CountCache counts, PublicBaseUrl address, IOptions<ConfirmationOptions> confirmation, TimeProvider time)
{
    /// <summary>The view for one request, in a language.</summary>
    public async ValueTask<PetitionView> OfAsync(HttpRequest request, Petition petition, Texts texts)
    {
        var text = petition.TextFor(texts.Lang);
        var phase = petition.PhaseAt(time.GetUtcNow());
        var moment = phase switch
        {
            PetitionPhase.Scheduled => petition.Facts.OpensAt,
            PetitionPhase.Closed => petition.ClosedSince(time.GetUtcNow()),
            _ => null,
        };
        return new(petition, text, texts, LetterHtml.Of(text), await CountAsync(petition), phase, moment, address.Of(request))
        {
            PendingFor = confirmation.Value.PendingFor,
        };
    }

    /// <summary>The count; null when it was never read and the cluster does not answer.</summary>
    public async ValueTask<ShownCount?> CountAsync(Petition petition) =>
        await counts.ReadAsync(petition) is { } answer ? new ShownCount(answer.Public.Count, answer.Public.Goal) : null;
}
