using Microsoft.Extensions.Options;
using Petitions.Frontend.Counting;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Form;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.Pages.Petitions;

/// <summary>Gathers what the page of a petition shows: terms from the catalogue, the count from the board.</summary>
internal sealed class PetitionViews(CountCache board, PublicBaseUrl address, IOptions<ConfirmationOptions> confirmation, TimeProvider time)
{
    public async ValueTask<PetitionView> OfAsync(HttpRequest request, Petition petition, Texts texts, SignForm form)
    {
        var text = petition.TextFor(texts.Lang);
        var phase = petition.PhaseAt(time.GetUtcNow());
        var moment = phase switch
        {
            PetitionPhase.Scheduled => petition.Facts.OpensAt,
            PetitionPhase.Closed => petition.ClosedSince(time.GetUtcNow()),
            _ => null,
        };
        return new(petition, text, texts, LetterHtml.Of(text), await CountAsync(petition), phase, moment, form, address.Of(request))
        {
            PendingFor = confirmation.Value.PendingFor,
        };
    }

    /// <summary>The count; null when the cluster is away and nobody asked before.</summary>
    public async ValueTask<ShownCount?> CountAsync(Petition petition) =>
        await board.ReadAsync(petition) is { } answer ? new ShownCount(answer.Public.Count, answer.Public.Goal) : null;
}
